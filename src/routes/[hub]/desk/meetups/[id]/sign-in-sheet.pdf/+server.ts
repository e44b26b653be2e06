import { pdf } from '#server/paper/sheet-pdf.ts';
import { signInSheet } from '#server/paper/sign-in-sheet.ts';
import { requireHub } from '../../../../../door.ts';
import { pdfAnswer } from '../../../../../pdf-answer.ts';
import { requireMeetup } from '../who-knows.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { meetup } = await requireMeetup(event);
  const sheet = await signInSheet(event.locals.house.db, await requireHub(event), meetup, event.locals.now);
  return pdfAnswer(await pdf(sheet), 'sign-in-sheet');
};
