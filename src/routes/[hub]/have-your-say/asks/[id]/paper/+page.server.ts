import { onPage } from '../../../../../sheet.ts';
import { sheetFor } from '../asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { sheet, ask } = await sheetFor(event);
  return { sheet: onPage(sheet), ask: ask.id };
};
