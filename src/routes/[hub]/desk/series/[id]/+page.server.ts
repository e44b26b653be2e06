import { error, redirect } from '@sveltejs/kit';
import * as meetups from '#server/meetups/meetups.ts';
import * as pausing from '#server/meetups/pausing.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as series from '#server/meetups/series.ts';
import type { Series } from '#server/meetups/series.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import { hash } from '#server/secrets.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { End, Pause, Resume } from './forms.ts';

const MOST = 8;

export const load: PageServerLoad = async (event) => {
  const { found } = await requireSeries(event);
  const { house, now } = event.locals;
  const { id, hub, title, start, rrule, extra, pauses, endsBefore, endedAt, unlistedAt } = found;
  const today = localOf(now, found.zone).slice(0, 10);
  const ahead = await meetups.upcoming(house.db, hub, now, { limit: 400, unlisted: true });
  const dates = ahead.filter((one) => one.seriesId === id).slice(0, MOST);
  return {
    today,
    saved: event.url.searchParams.has('saved'),
    series: { id, title, start, rrule, extra, unlisted: unlistedAt !== null },
    ended: endedAt === null ? null : endsBefore,
    pauses: pauses.filter(({ backOn }) => backOn > today),
    dates: await Promise.all(
      dates.map(async (one) => ({
        id: one.id,
        startsLocal: one.startsLocal,
        people: one.kept ? await rsvps.count(house.db, one.id) : 0,
        standing: stillOn.standing(one, now),
      })),
    ),
  };
};

export const actions = {
  pause: async (event) => {
    const { found, by } = await requireSeries(event);
    const { house, now } = event.locals;
    const form = await readForm(event, Pause);
    if (!form.ok) return form.failure;
    const { from, backOn, seen, joined, because } = form.value;
    if (backOn <= from) return refuse(form.values, { backOn: 'Enter a day after the day it stops' });
    const touched = await touchedBy(event, found, by, { from, to: backOn });
    if (touched.dates.length > 0 && seen !== touched.key) return { values: form.values, pausing: touched };
    const stop = { hub: found.hub, id: found.id, by, joined, because: because ?? '' };
    await pausing.pause(house.db, { ...stop, from, backOn }, now);
    house.log('series-paused', { series: found.id, by });
    return back(found);
  },

  resume: async (event) => {
    const { found } = await requireSeries(event);
    const form = await readForm(event, Resume);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await pausing.resume(house.db, { hub: found.hub, id: found.id, from: form.value.from }, now);
    return back(found);
  },

  end: async (event) => {
    const { found, by } = await requireSeries(event);
    const { house, now } = event.locals;
    const form = await readForm(event, End);
    if (!form.ok) return form.failure;
    const { endFrom: from, seen, joined, because } = form.value;
    const touched = await touchedBy(event, found, by, { from, to: null });
    if (touched.dates.length > 0 && seen !== touched.key) return { values: form.values, ending: touched };
    const stop = { hub: found.hub, id: found.id, by, joined, because: because ?? '' };
    await pausing.end(house.db, { ...stop, from }, now);
    house.log('series-ended', { series: found.id, by });
    return back(found);
  },

  goOn: async (event) => {
    const { found, by } = await requireSeries(event);
    const { house, now } = event.locals;
    await pausing.goOn(house.db, { hub: found.hub, id: found.id }, now);
    house.log('series-goes-on', { series: found.id, by });
    return back(found);
  },
} satisfies Actions;

async function requireSeries(event: RequestEvent): Promise<{ found: Series; by: string }> {
  const { slug } = await requireHub(event);
  const viewer = requireMay(event, 'plan-meetups', slug);
  const found = await series.find(event.locals.house.db, slug, event.params.id);
  return { found: found ?? error(404, 'There is nothing here'), by: viewer.id };
}

/** The joined dates in these days, with who is concerned, and a mark that stands for all of it. */
async function touchedBy(
  { locals: { house, now } }: RequestEvent,
  { hub, id }: Series,
  by: string,
  days: { from: string; to: string | null },
) {
  const joined = await pausing.joinedIn(house.db, { hub, id, by }, days, now);
  const dates = joined.map(({ meetup, concerned }) => ({
    startsLocal: meetup.startsLocal,
    people: concerned.map(({ firstName }) => firstName),
  }));
  return { dates, key: hash(JSON.stringify(dates)) };
}

function back({ hub, id }: Series): never {
  redirect(303, `/${hub}/desk/series/${id}?saved`);
}
