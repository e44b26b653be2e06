import { redirect } from '@sveltejs/kit';
import * as calendars from '#server/elsewhere/calendars.ts';
import * as keptDates from '#server/elsewhere/kept-dates.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm } from '../../../../door.ts';
import { exampleOf, requireCalendar } from '../desk.ts';
import { OWNER } from '../forms.ts';
import { failureInWords } from '../hindrances.ts';
import { leftOutInWords } from '../left-out.ts';
import type { Actions, PageServerLoad } from './$types';

const EXAMPLES = 5;

export const load: PageServerLoad = async (event) => {
  const { hub, calendar } = await requireCalendar(event);
  const { house, now } = event.locals;
  const today = localOf(now, hub.zone);
  const { first, number } = await keptDates.ofCalendar(house.db, calendar.id, now, EXAMPLES);
  const { id, owner, page, address, confirmedAt, pausedAt, failingSince, failedBecause } = calendar;
  return {
    today,
    calendar: {
      id,
      owner,
      page,
      address,
      confirmed: confirmedAt !== null,
      paused: pausedAt !== null,
      read: localOf(calendar.readAt, hub.zone),
      failing: failingSince === null ? null : localOf(failingSince, hub.zone),
      because: failingSince === null ? null : failureInWords(failedBecause ?? ''),
      standing: calendars.standing(calendar, now),
    },
    number,
    examples: first.map((date) => exampleOf(date, today)),
    leftOut: calendar.refused.map(leftOutInWords),
  };
};

export const actions = {
  confirm: async (event) => {
    const { hub, calendar } = await requireCalendar(event);
    const { house, now } = event.locals;
    await house.db.write((tx) => calendars.confirm(tx, hub.slug, calendar.id, now));
    redirect(303, `/${hub.slug}/desk/calendars/${calendar.id}`);
  },

  pause: async (event) => {
    const { hub, calendar } = await requireCalendar(event);
    const { house, now } = event.locals;
    await house.db.write((tx) => calendars.pause(tx, hub.slug, calendar.id, now));
    redirect(303, `/${hub.slug}/desk/calendars/${calendar.id}`);
  },

  again: async (event) => {
    const { hub, calendar } = await requireCalendar(event);
    const { house, now } = event.locals;
    await house.rereading.readNow(hub.slug, calendar.id, now);
    redirect(303, `/${hub.slug}/desk/calendars/${calendar.id}`);
  },

  save: async (event) => {
    const { hub, calendar } = await requireCalendar(event);
    const form = await readForm(event, OWNER);
    if (!form.ok) return form.failure;
    const { owner, page } = form.value;
    await event.locals.house.db.write((tx) => calendars.correct(tx, hub.slug, calendar.id, owner, page));
    redirect(303, `/${hub.slug}/desk/calendars/${calendar.id}`);
  },

  remove: async (event) => {
    const { hub, by, calendar } = await requireCalendar(event);
    const { house } = event.locals;
    await house.db.write((tx) => calendars.remove(tx, hub.slug, calendar.id));
    house.log('calendar-removed', { hub: hub.slug, calendar: calendar.id, by });
    redirect(303, `/${hub.slug}/desk/calendars`);
  },
} satisfies Actions;
