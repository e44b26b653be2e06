import { pdf } from '#server/paper/sheet-pdf.ts';
import { pdfAnswer } from '../../../../../pdf-answer.ts';
import { briefingFor } from '../briefing/briefing.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { sheet } = await briefingFor(event);
  return pdfAnswer(await pdf(sheet), 'briefing');
};
