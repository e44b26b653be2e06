import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as hubs from '#server/hubs/hubs.ts';
import { readForm, requireHub, requireMay } from '../../../door.ts';
import { line, maybeLines } from '../../../fields.ts';
import type { Actions, PageServerLoad } from './$types';

const Form = v.object({
  name: line('Enter a name for the hub', 80),
  place: line('Enter where it is, such as a village or a street', 120),
  about: maybeLines(400),
});

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  requireMay(event, 'keep-hub', hub.slug);
  return {
    about: hub.about,
    address: `${event.url.host}/${hub.slug}`,
    saved: event.url.searchParams.has('saved'),
  };
};

export const actions = {
  save: async (event) => {
    const { slug } = await requireHub(event);
    const by = requireMay(event, 'keep-hub', slug).id;
    const form = await readForm(event, Form);
    if (!form.ok) return form.failure;
    const { house } = event.locals;
    await house.db.write((tx) => hubs.describe(tx, slug, form.value));
    house.log('hub-described', { hub: slug, by });
    redirect(303, `${event.url.pathname}?saved=yes`);
  },
} satisfies Actions;
