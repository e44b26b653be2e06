import { pdf } from '#server/paper/rota-sheet-pdf.ts';
import { pdfAnswer } from '../../../../pdf-answer.ts';
import { sheetFor } from '../sheet/sheet.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => pdfAnswer(await pdf(await sheetFor(event)), 'rota');
