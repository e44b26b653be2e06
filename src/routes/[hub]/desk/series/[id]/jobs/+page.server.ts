import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import * as series from '#server/meetups/series.ts';
import * as jobs from '#server/rotas/jobs.ts';
import { readForm } from '../../../../../door.ts';
import { requireDesk } from '../../../jobs/desk.ts';
import type { Actions, PageServerLoad } from './$types';

const CHOSEN = v.object({
  job: v.pipe(
    v.optional(v.union([v.string(), v.array(v.string())]), ''),
    v.transform((given) => [given].flat().filter(Boolean)),
  ),
});

export const load: PageServerLoad = async (event) => {
  const { hub, planned } = await requireSeries(event);
  const { db } = event.locals.house;
  const all = await jobs.ofHub(db, hub.slug);
  return {
    series: { id: planned.id, title: planned.title },
    chosen: await jobs.ofSeries(db, planned.id),
    jobs: all
      .filter(({ closedAt }) => closedAt === null)
      .map(({ id, name, words, must }) => ({ id, name, words, must })),
  };
};

export const actions = {
  save: async (event) => {
    const { hub, planned } = await requireSeries(event);
    const form = await readForm(event, CHOSEN);
    if (!form.ok) return form.failure;
    await jobs.give(event.locals.house.db, hub.slug, planned.id, form.value.job);
    redirect(303, `/${hub.slug}/desk/rota`);
  },
} satisfies Actions;

async function requireSeries(event: RequestEvent) {
  const { hub } = await requireDesk(event);
  const planned = await series.find(event.locals.house.db, hub.slug, event.params.id ?? '');
  return { hub, planned: planned ?? error(404, 'There is nothing here') };
}
