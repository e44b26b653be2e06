import { onPage } from '../../../sheet.ts';
import type { PageServerLoad } from './$types';
import { sheetFor } from './sheet.ts';

export const load: PageServerLoad = async (event) => {
  const { sheet, offer } = await sheetFor(event);
  return { sheet: onPage(sheet), offer };
};
