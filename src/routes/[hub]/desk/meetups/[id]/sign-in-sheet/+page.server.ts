import { signInSheet } from '#server/paper/sign-in-sheet.ts';
import { requireHub } from '../../../../../door.ts';
import { onPage } from '../../../../../sheet.ts';
import { requireMeetup } from '../who-knows.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { meetup } = await requireMeetup(event);
  const sheet = await signInSheet(event.locals.house.db, await requireHub(event), meetup, event.locals.now);
  return { sheet: onPage(sheet), id: meetup.id };
};
