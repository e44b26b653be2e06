import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as ownCalendars from '#server/people/own-calendars.ts';
import { waysTo } from '../../calendar-ways.ts';
import { readForm, requireViewer } from '../../door.ts';
import { originOf } from '../../feed-answer.ts';
import { ownClock } from '../own-clock.ts';
import type { Actions, PageServerLoad } from './$types';

const One = v.object({ id: v.pipe(v.string(), v.maxLength(40)) });

export const load: PageServerLoad = async (event) => {
  const { id } = requireViewer(event);
  const clock = await ownClock(event);
  const own = await ownCalendars.ofPerson(event.locals.house.db, id);
  return {
    today: clock(event.locals.now),
    own: own.map(({ id, madeAt, readAt }) => ({
      id,
      made: clock(madeAt),
      read: readAt === null ? null : clock(readAt),
    })),
  };
};

export const actions = {
  // No way back to it after this answer: only its hash is kept.
  make: async (event) => {
    const { id } = requireViewer(event);
    const { house, now } = event.locals;
    const token = await house.db.write((tx) => ownCalendars.make(tx, id, now));
    if (!token) return fail(422, { full: true });
    return { ways: waysTo(`${originOf(event)}/me/calendar/${token}.ics`, 'My meet-ups') };
  },

  stop: async (event) => {
    const viewer = requireViewer(event);
    const form = await readForm(event, One);
    if (!form.ok) return form.failure;
    await event.locals.house.db.write((tx) => ownCalendars.stop(tx, viewer.id, form.value.id));
    redirect(303, '/me/calendar');
  },
} satisfies Actions;
