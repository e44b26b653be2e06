import { onPage } from '../../../../../../sheet.ts';
import type { PageServerLoad } from './$types';
import { orderFor } from './order.ts';

export const load: PageServerLoad = async (event) => {
  const { sheet, firm, path } = await orderFor(event);
  return { sheet: onPage(sheet), firm, path };
};
