import { printed } from '#server/paper/printed.ts';
import { pdf } from '#server/paper/sheet-pdf.ts';
import { youSaidSheet } from '#server/paper/you-said.ts';
import * as weDid from '#server/voice/we-did.ts';
import { requireHub } from '../../door.ts';
import { originOf } from '../../feed-answer.ts';
import { pdfAnswer } from '../../pdf-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  const sheet = youSaidSheet(hub, await weDid.ofHub(house.db, hub.slug), originOf(event), now);
  return pdfAnswer(await printed('you-said', sheet, pdf), 'you-said-we-did');
};
