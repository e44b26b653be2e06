import * as buses from '../../../lifts/buses.ts';
import * as wanting from '../../../lifts/wanting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const whose = await wanting.requireHost(event);
  return { ...(await wanting.read(event, whose)), buses: await buses.first(event, whose) };
};

export const actions: Actions = {
  save: async (event) => wanting.ask(event, await wanting.requireHost(event)),
  buses: async (event) => buses.look(event, await wanting.requireHost(event)),
};
