import * as nameTags from '#server/paper/name-tags.ts';
import { requireHub } from '../../../../../door.ts';
import { pdfAnswer } from '../../../../../pdf-answer.ts';
import { requireMeetup } from '../who-knows.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { meetup } = await requireMeetup(event);
  const hub = await requireHub(event);
  const names = await nameTags.names(event.locals.house.db, meetup);
  return pdfAnswer(await nameTags.pdf(hub.name, names), 'name-tags');
};
