import { onPage } from '../../../../sheet.ts';
import type { PageServerLoad } from './$types';
import { sheetFor } from './sheet.ts';

export const load: PageServerLoad = async (event) => {
  const { sheet, makers, wanted } = await sheetFor(event);
  return { sheet: onPage(sheet), makers, wanted: wanted?.id ?? null };
};
