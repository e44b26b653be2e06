import { pdf } from '#server/paper/sheet-pdf.ts';
import { pdfAnswer } from '../../../../../../pdf-answer.ts';
import { listFor } from '../list/list.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { sheet } = await listFor(event);
  return pdfAnswer(await pdf(sheet), 'lift-list');
};
