import * as newcomers from '#server/paper/newcomers.ts';
import { printed } from '#server/paper/printed.ts';
import { pdf } from '#server/paper/sheet-pdf.ts';
import { requireHub } from '../../door.ts';
import { originOf } from '../../feed-answer.ts';
import { pdfAnswer } from '../../pdf-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  const found = await newcomers.gather(house.db, hub, now);
  const sheet = newcomers.newcomersSheet(hub, found, originOf(event), now);
  return pdfAnswer(await printed('new-here', sheet, pdf), 'new-here');
};
