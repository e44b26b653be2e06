import { redirect } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as plans from '#server/meetups/plans.ts';
import * as series from '#server/meetups/series.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import { PlanForm, problemsOf, toPlan } from '../plan-form.ts';
import { choicesIn, empty } from '../plan-values.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const viewer = requireMay(event, 'plan-meetups', hub.slug);
  const { house, now } = event.locals;
  const choices = await choicesIn(house.db, hub, now);
  return { once: newId(), choices, values: empty(viewer.id, choices) };
};

export const actions = {
  /** Saves a single date at once; the dates of a row are shown first. */
  save: async (event) => {
    const hub = await requireHub(event);
    const by = requireMay(event, 'plan-meetups', hub.slug).id;
    const { house, now } = event.locals;
    const form = await readForm(event, PlanForm);
    if (!form.ok) return form.failure;
    const read = toPlan(form.value, localOf(now, hub.zone).slice(0, 10));
    if ('problems' in read) return refuse(form.values, read.problems);
    const refused = await plans.refusals(house.db, hub.slug, read.plan, now);
    if (refused.length > 0) return refuse(form.values, problemsOf(refused, form.values));
    const dates = plans.nextTimes(read.plan, hub.zone, now);
    if (dates.length > 1 && form.value.seen !== dates.join(' ')) return { values: form.values, dates };
    const place = read.plan.venueId === plans.NEW_PLACE ? (form.value.place ?? '') : '';
    const asked = { hub: hub.slug, by, once: form.value.once, place, ...read.plan };
    const id = await series.plan(house.db, asked, now);
    house.log('meetup-planned', { hub: hub.slug, series: id, by });
    redirect(303, `/${hub.slug}/desk?planned=${id}-${(dates[0] ?? read.plan.start).slice(0, 10)}`);
  },

  /** The dates alone, for showing them while the host taps. */
  dates: async (event) => {
    const hub = await requireHub(event);
    requireMay(event, 'plan-meetups', hub.slug);
    const { now } = event.locals;
    const form = await readForm(event, PlanForm);
    if (!form.ok) return { dates: [] };
    const read = toPlan(form.value, localOf(now, hub.zone).slice(0, 10));
    return { dates: 'plan' in read ? plans.nextTimes(read.plan, hub.zone, now) : [] };
  },
} satisfies Actions;
