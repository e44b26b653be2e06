import { fail, redirect } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as laterDates from '#server/meetups/later-dates.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as oneDate from '#server/meetups/one-date.ts';
import * as plans from '#server/meetups/plans.ts';
import * as series from '#server/meetups/series.ts';
import * as venues from '#server/meetups/venues.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../../door.ts';
import { requireMeetup } from '../../../../meetup.ts';
import { OneDateForm, PlanForm, problemsOf, toOneDate, toPlan } from '../../plan-form.ts';
import { choicesIn } from '../../plan-values.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import * as scopes from './scopes.ts';

export const load: PageServerLoad = async (event) => {
  const { hub, meetup } = await requireHosted(event);
  const { house, now } = event.locals;
  const ofSeries = (await series.find(house.db, hub.slug, meetup.seriesId))!;
  const scope = scopes.read(event, meetup);
  const { id, title, startsLocal, repeats, sequence, endsAt, cancelledAt } = meetup;
  return {
    once: newId(),
    scope,
    choices: await choicesIn(house.db, hub, now),
    values: scopes.valuesOf(scope, meetup, ofSeries, now),
    meetup: {
      id,
      title,
      startsLocal,
      repeats,
      sequence,
      over: endsAt <= now,
      cancelled: cancelledAt !== null,
    },
    version: ofSeries.version,
  };
};

export const actions = {
  /** "Just this one". */
  one: async (event) => {
    const { hub, meetup, by } = await requireHosted(event);
    const { house, now } = event.locals;
    const form = await readForm(event, OneDateForm);
    if (!form.ok) return form.failure;
    const typed = toOneDate(form.value);
    const refused = await oneDate.refusals(house.db, meetup, typed, now);
    if (refused.length > 0) return refuse(form.values, problemsOf(refused, form.values));
    const seen = await scopes.previewOne(house.db, meetup, typed, by);
    if (seen.touches && form.value.seen !== seen.key) return { values: form.values, preview: seen };
    const to = await withPlace(event, { hub: hub.slug, by, place: form.value.place, plan: typed });
    const asSeen = { ...meetup, sequence: Number(form.value.sequence ?? meetup.sequence) };
    const outcome = await oneDate.change(house.db, asSeen, { by, to, tellSmall: form.value.tellSmall }, now);
    house.log('meetup-changed', { meetup: meetup.id, by, scope: 'one', outcome });
    if (outcome !== 'changed') return meanwhile(form.values);
    return done(meetup, seen.touches);
  },

  /** "This and later", "All", and everything about a single date. */
  series: async (event) => {
    const { hub, meetup, by } = await requireHosted(event);
    const { house, now } = event.locals;
    const form = await readForm(event, PlanForm);
    if (!form.ok) return form.failure;
    const read = toPlan(form.value, localOf(now, hub.zone).slice(0, 10));
    if ('problems' in read) return refuse(form.values, read.problems);
    const plan = scopes.reaching(event, meetup, read.plan, now);
    const refused = await plans.refusals(house.db, hub.slug, plan, now);
    if (refused.length > 0) return refuse(form.values, problemsOf(refused, form.values));
    const { joined, tellSmall, seen } = form.value;
    const version = Number(form.value.version ?? 0);
    const asked = { ...scopes.askedOf(event, meetup, now), by, plan, joined, tellSmall, version };
    const preview = await scopes.previewSeries(house.db, asked, now);
    if (preview.touches && seen !== preview.key) return { values: form.values, preview };
    const saved = await withPlace(event, { hub: hub.slug, by, place: form.value.place, plan });
    const result = await laterDates.change(house.db, { ...asked, plan: saved }, now);
    house.log('meetup-changed', { meetup: meetup.id, by, scope: asked.all ? 'all' : 'later', ...result });
    if (result.outcome !== 'changed') return meanwhile(form.values);
    return meetup.repeats ? toSeries(meetup.hub, result.id) : done(meetup, preview.touches);
  },
} satisfies Actions;

async function requireHosted(event: RequestEvent) {
  const hub = await requireHub(event);
  const viewer = requireMay(event, 'plan-meetups', hub.slug);
  return { hub, meetup: await requireMeetup(event), by: viewer.id };
}

/** The plan with the place that was typed, written down now. */
async function withPlace<P extends { venueId: string }>(
  { locals: { house, now } }: RequestEvent,
  { hub, by, place, plan }: { hub: string; by: string; place: string | null; plan: P },
): Promise<P> {
  if (plan.venueId !== plans.NEW_PLACE || !place) return plan;
  const venueId = await house.db.write((tx) => venues.placeWithin(tx, { hub, by, name: place }, now));
  return { ...plan, venueId };
}

/** Somebody else was quicker: what was typed stays, and the page shows how it is now. */
function meanwhile(values: Record<string, string | string[]>) {
  const form = 'Somebody changed this a moment ago. Look at it again, then save once more';
  const { seen: _seen, version: _version, sequence: _sequence, ...typed } = values;
  return fail(409, { values: typed, problems: { form } });
}

function done({ hub, id }: Meetup, told: boolean): never {
  redirect(303, `/${hub}/desk/meetups/${id}${told ? '/reached' : ''}`);
}

function toSeries(hub: string, id: string): never {
  redirect(303, `/${hub}/desk/series/${id}?saved`);
}
