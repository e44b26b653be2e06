import { printed } from '#server/paper/printed.ts';
import { pdf } from '#server/paper/sheet-pdf.ts';
import { whatsOn } from '#server/paper/whats-on.ts';
import { requireHub } from '../../door.ts';
import { originOf } from '../../feed-answer.ts';
import { pdfAnswer } from '../../pdf-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  const sheet = await whatsOn(house.db, hub, originOf(event), now);
  return pdfAnswer(await printed('sheet', sheet, pdf), 'whats-on');
};
