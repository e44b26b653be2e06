import { redirect } from '@sveltejs/kit';
import { pdf } from '#server/paper/sheet-pdf.ts';
import { pdfAnswer } from '../../../../../../pdf-answer.ts';
import { sheetFor } from '../driver.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { sheet, path } = await sheetFor(event);
  if (!sheet) redirect(303, path);
  return pdfAnswer(await pdf(sheet), 'their-drive');
};
