import { pdf } from '#server/paper/sheet-pdf.ts';
import { pdfAnswer } from '../../../../../../pdf-answer.ts';
import { notesFor } from '../sheet.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { sheet } = await notesFor(event);
  return pdfAnswer(await pdf(sheet), 'notes');
};
