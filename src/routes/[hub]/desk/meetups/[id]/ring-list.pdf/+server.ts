import { ringList } from '#server/paper/ring-list.ts';
import { pdf } from '#server/paper/sheet-pdf.ts';
import { requireHub } from '../../../../../door.ts';
import { pdfAnswer } from '../../../../../pdf-answer.ts';
import { ringing } from '../ring-list/ringing.ts';
import { requireMeetup, whoKnows } from '../who-knows.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { meetup } = await requireMeetup(event);
  const hub = await requireHub(event);
  const known = await whoKnows(event, meetup);
  const { people, message } = ringing(known);
  return pdfAnswer(await pdf(ringList({ hubName: hub.name, ...known.meetup }, message, people)), 'ring-list');
};
