import { begin, listFor } from '../../../ask-making.ts';
import type { Actions, PageServerLoad } from './$types';
import { requireAsker } from './asker.ts';

export const load: PageServerLoad = async (event) => {
  const { maker, body } = await requireAsker(event);
  return { ...(await listFor(event, maker)), body };
};

export const actions: Actions = {
  begin: async (event) => begin(event, (await requireAsker(event)).maker),
};
