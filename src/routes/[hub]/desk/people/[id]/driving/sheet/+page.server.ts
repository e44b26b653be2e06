import { redirect } from '@sveltejs/kit';
import { onPage } from '../../../../../../sheet.ts';
import type { PageServerLoad } from './$types';
import { sheetFor } from '../driver.ts';

export const load: PageServerLoad = async (event) => {
  const { sheet, offer, path } = await sheetFor(event);
  if (!sheet || !offer) redirect(303, path);
  return { sheet: onPage(sheet), offer: offer.id, path };
};
