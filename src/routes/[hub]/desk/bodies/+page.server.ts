import { redirect } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as bodies from '#server/partners/bodies.ts';
import { readForm, requireHub, requireMay } from '../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import { ADD } from './forms.ts';

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  requireMay(event, 'keep-bodies', hub.slug);
  return { once: newId(), bodies: await bodies.ofHub(event.locals.house.db, hub.slug) };
};

export const actions: Actions = {
  add: async (event) => {
    const hub = await requireHub(event);
    const by = requireMay(event, 'keep-bodies', hub.slug).id;
    const form = await readForm(event, ADD);
    if (!form.ok) return form.failure;
    const { once, ...card } = form.value;
    const { house, now } = event.locals;
    const body = await bodies.add(house.db, { hub: hub.slug, card, by, once }, now);
    redirect(303, `/${hub.slug}/desk/bodies/${body}?done=added`);
  },
};
