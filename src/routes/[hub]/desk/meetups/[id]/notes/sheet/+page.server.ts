import { onPage } from '../../../../../../sheet.ts';
import { notesFor } from '../sheet.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { sheet, meetup } = await notesFor(event);
  return { sheet: onPage(sheet), meetup: meetup.id };
};
