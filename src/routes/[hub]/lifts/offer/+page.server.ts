import * as wanting from '../wanting.ts';
import * as written from '../written.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const whose = await wanting.requireSelf(event);
  return { ...(await wanting.read(event, whose)), known: (await written.before(event, whose)).offer };
};

export const actions: Actions = {
  save: async (event) => wanting.offer(event, await wanting.requireSelf(event)),
};
