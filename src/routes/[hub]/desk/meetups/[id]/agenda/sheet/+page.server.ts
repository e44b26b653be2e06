import { onPage } from '../../../../../../sheet.ts';
import { agendaFor } from '../agenda.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { sheet, meetup } = await agendaFor(event);
  return { sheet: onPage(sheet), meetup: meetup.id };
};
