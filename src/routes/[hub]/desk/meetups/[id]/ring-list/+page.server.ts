import { requireMeetup, whoKnows } from '../who-knows.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { meetup } = await requireMeetup(event);
  return whoKnows(event, meetup);
};
