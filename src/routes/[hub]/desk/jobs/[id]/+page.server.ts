import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as series from '#server/meetups/series.ts';
import * as jobs from '#server/rotas/jobs.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse } from '../../../../door.ts';
import { requireDesk } from '../desk.ts';
import { cardOf, JOB, MORE_THAN_ROOM } from '../forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hub, job } = await requireJob(event);
  const { house, now } = event.locals;
  const going = await series.goingOn(house.db, hub.slug, localOf(now, hub.zone).slice(0, 10));
  const withJob = new Set(await jobs.seriesWith(house.db, job.id));
  return {
    saved: event.url.searchParams.has('saved'),
    job,
    series: going.map(({ id, title }) => ({ id, title, takes: withJob.has(id) })),
  };
};

export const actions = {
  save: async (event) => {
    const { hub, job } = await requireJob(event);
    const form = await readForm(event, JOB);
    if (!form.ok) return form.failure;
    const card = cardOf(form.value);
    if (!card) return refuse(form.values, { most: MORE_THAN_ROOM });
    await event.locals.house.db.write((tx) => jobs.change(tx, hub.slug, job.id, card));
    redirect(303, `/${hub.slug}/desk/jobs/${job.id}?saved=yes`);
  },

  close: (event) => setClosed(event, true),
  open: (event) => setClosed(event, false),
} satisfies Actions;

async function setClosed(event: RequestEvent, closed: boolean): Promise<never> {
  const { hub, job } = await requireJob(event);
  const { house, now } = event.locals;
  await house.db.write((tx) => jobs.setClosed(tx, { hub: hub.slug, id: job.id, closed }, now));
  redirect(303, `/${hub.slug}/desk/jobs`);
}

async function requireJob(event: RequestEvent) {
  const { hub } = await requireDesk(event);
  const job = await jobs.find(event.locals.house.db, hub.slug, event.params.id ?? '');
  return { hub, job: job ?? error(404, 'There is nothing here') };
}
