import { requireMeetup, whoKnows } from '../who-knows.ts';
import type { PageServerLoad } from './$types';
import { ringing } from './ringing.ts';

export const load: PageServerLoad = async (event) => {
  const { meetup } = await requireMeetup(event);
  const known = await whoKnows(event, meetup);
  return { meetup: known.meetup, ...ringing(known) };
};
