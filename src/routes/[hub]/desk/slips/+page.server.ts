import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as slips from '#server/meetups/slips.ts';
import * as slipCodes from '#server/paper/slip-codes.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import { SLIP } from './forms.ts';

const MOST_DATES = 8;

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const code = event.url.searchParams.get('code')?.trim().slice(0, 20) ?? '';
  const found = code ? await slipCodes.seriesOf(house.db, hub.slug, code) : [];
  const about = await Promise.all(found.map((series) => datesOf(event, hub.slug, series)));
  return {
    once: newId(),
    code,
    today: localOf(now, hub.zone),
    saved: event.url.searchParams.get('saved'),
    about: about.map((dates, i) => ({
      series: found[i]!,
      title: dates[0]?.title ?? 'No dates ahead',
      dates: dates.map(({ id, startsLocal }) => ({ id, startsLocal })),
    })),
  };
};

export const actions = {
  save: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, SLIP);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { series, dates: ticked, ...slip } = form.value;
    const ahead = await datesOf(event, hub.slug, series);
    const dates = ahead.filter(({ id }) => ticked.includes(id));
    if (dates.length < ticked.length)
      return refuse(form.values, {
        dates: 'One of these dates has been changed meanwhile. Please tick again',
      });
    const { person, outcomes } = await slips.keyIn(house.db, { ...slip, hub: hub.slug, dates, by }, now);
    house.log('slip-keyed-in', { hub: hub.slug, person, by, dates: dates.length });
    const came = outcomes.find((one) => one !== 'coming') ?? (dates.length > 0 ? 'coming' : 'no-date');
    redirect(303, `/${hub.slug}/desk/slips?saved=${came}`);
  },
} satisfies Actions;

async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'enter-people', hub.slug).id };
}

/** The next dates of a series of this hub that are on. */
async function datesOf(event: RequestEvent, hub: string, series: string): Promise<Meetup[]> {
  const { house, now } = event.locals;
  if (!/^[\w-]{1,40}$/.test(series)) error(404, 'There is nothing here');
  const ahead = await meetups.upcoming(house.db, hub, now, { limit: 400, unlisted: true });
  return ahead
    .filter(({ seriesId, cancelledAt }) => seriesId === series && cancelledAt === null)
    .slice(0, MOST_DATES);
}
