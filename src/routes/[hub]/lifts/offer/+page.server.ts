import * as wanting from '../wanting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const whose = await wanting.requireSelf(event);
  return { ...(await wanting.read(event, whose)), known: (await wanting.before(event, whose)).offer };
};

export const actions: Actions = {
  save: async (event) => wanting.offer(event, await wanting.requireSelf(event)),
};
