import { redirect } from '@sveltejs/kit';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as jobs from '#server/rotas/jobs.ts';
import { readForm, refuse } from '../../../../door.ts';
import { requireDesk } from '../desk.ts';
import { cardOf, JOB, MORE_THAN_ROOM } from '../forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await requireDesk(event);
  return { once: newId() };
};

export const actions = {
  save: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, JOB);
    if (!form.ok) return form.failure;
    const card = cardOf(form.value);
    if (!card) return refuse(form.values, { most: MORE_THAN_ROOM });
    const { house, now } = event.locals;
    const key = takenForms.keyFor(`job ${hub.slug} ${by}`, form.value.once);
    const made = { hub: hub.slug, by, card };
    const id = await house.db.write((tx) => takenForms.once(tx, key, () => jobs.make(tx, made, now), now));
    redirect(303, `/${hub.slug}/desk/jobs/${id}?saved=yes`);
  },
} satisfies Actions;
