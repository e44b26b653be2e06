import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as reports from '#server/hubs/reports.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, requireHub, requireMay } from '../../../door.ts';
import type { Actions, PageServerLoad } from './$types';

const Form = v.object({ report: v.pipe(v.string(), v.maxLength(30)) });

export const load: PageServerLoad = async (event) => {
  const { slug, zone } = await requireHub(event);
  requireMay(event, 'see-reports', slug);
  const { house, now } = event.locals;
  const made = await reports.forKeepers(house.db, slug);
  return {
    today: localOf(now, zone),
    reports: made.map(({ id, about, words, madeAt, settledAt }) => ({
      id,
      about,
      words,
      made: localOf(madeAt, zone),
      settled: settledAt !== null,
    })),
  };
};

export const actions = {
  settle: async (event) => {
    const { slug: hub } = await requireHub(event);
    const by = requireMay(event, 'see-reports', hub).id;
    const form = await readForm(event, Form);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await reports.settle(house.db, { hub, report: form.value.report, by }, now);
    house.log('report-settled', { hub, report: form.value.report, by });
    redirect(303, event.url.pathname);
  },
} satisfies Actions;
