import { pdf } from '#server/paper/sheet-pdf.ts';
import { pdfAnswer } from '../../../../../../pdf-answer.ts';
import { orderFor } from '../taxi/order.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { sheet } = await orderFor(event);
  return pdfAnswer(await pdf(sheet), 'taxi-order');
};
