import { onPage } from '../../../../../../sheet.ts';
import type { PageServerLoad } from './$types';
import { listFor } from './list.ts';

export const load: PageServerLoad = async (event) => {
  const { sheet, path } = await listFor(event);
  return { sheet: onPage(sheet), path };
};
