import { onPage } from '../../../../../sheet.ts';
import type { PageServerLoad } from './$types';
import { briefingFor } from './briefing.ts';

export const load: PageServerLoad = async (event) => {
  const { sheet, topic } = await briefingFor(event);
  return { sheet: onPage(sheet), topic };
};
