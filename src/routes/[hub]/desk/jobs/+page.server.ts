import { redirect } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as errands from '#server/rotas/errands.ts';
import * as jobs from '#server/rotas/jobs.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse } from '../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import { requireDesk } from './desk.ts';
import { ERRAND, ONE } from './errand-forms.ts';

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const all = await jobs.ofHub(house.db, hub.slug);
  return {
    once: newId(),
    today: localOf(now, hub.zone).slice(0, 10),
    jobs: all.map(({ id, name, words, minutes, fewest, most, must, forHost, closedAt }) => ({
      id,
      name,
      words,
      minutes,
      fewest,
      most,
      must,
      forHost,
      closed: closedAt !== null,
    })),
    errands: await errands.open(house.db, hub.slug),
  };
};

export const actions = {
  addErrand: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, ERRAND);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { name, words, by: before, minutes, once } = form.value;
    if (before < localOf(now, hub.zone).slice(0, 10)) {
      return refuse(form.values, { by: 'Enter a day that is still to come' });
    }
    const key = takenForms.keyFor(`errand ${hub.slug} ${by}`, once);
    const errand = { hub: hub.slug, name, words: words ?? '', by: before, minutes, madeBy: by };
    await house.db.write((tx) => takenForms.once(tx, key, () => errands.make(tx, errand, now), now));
    redirect(303, `/${hub.slug}/desk/jobs#errands`);
  },

  finishErrand: async (event) => {
    const { hub } = await requireDesk(event);
    const form = await readForm(event, ONE);
    if (!form.ok) return form.failure;
    await errands.finish(event.locals.house.db, hub.slug, form.value.id, null, event.locals.now);
    redirect(303, `/${hub.slug}/desk/jobs#errands`);
  },

  closeErrand: async (event) => {
    const { hub } = await requireDesk(event);
    const form = await readForm(event, ONE);
    if (!form.ok) return form.failure;
    await errands.close(event.locals.house.db, hub.slug, form.value.id, event.locals.now);
    redirect(303, `/${hub.slug}/desk/jobs#errands`);
  },
} satisfies Actions;
