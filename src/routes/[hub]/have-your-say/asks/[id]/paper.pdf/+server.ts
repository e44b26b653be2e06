import { pdf } from '#server/paper/sheet-pdf.ts';
import { pdfAnswer } from '../../../../../pdf-answer.ts';
import { sheetFor } from '../asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { sheet } = await sheetFor(event);
  return pdfAnswer(await pdf(sheet), 'questions');
};
