import { pdf } from '#server/paper/sheet-pdf.ts';
import { pdfAnswer } from '../../../../../../pdf-answer.ts';
import { agendaFor } from '../agenda.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { sheet } = await agendaFor(event);
  return pdfAnswer(await pdf(sheet), 'agenda');
};
