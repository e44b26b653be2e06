import * as wanting from '../../../lifts/wanting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => wanting.read(event, await wanting.requireHost(event));

export const actions: Actions = {
  save: async (event) => wanting.offer(event, await wanting.requireHost(event)),
};
