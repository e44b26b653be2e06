import { a4, a5 } from '#server/paper/poster-pdf.ts';
import { printed } from '#server/paper/printed.ts';
import { pdfAnswer } from '../../../../pdf-answer.ts';
import { askedPoster } from '../poster/poster.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { poster } = await askedPoster(event);
  const isLeaflet = event.url.searchParams.get('size') === 'a5';
  return isLeaflet
    ? pdfAnswer(await printed('leaflet', poster, a5), 'leaflet')
    : pdfAnswer(await printed('poster', poster, a4), 'poster');
};
