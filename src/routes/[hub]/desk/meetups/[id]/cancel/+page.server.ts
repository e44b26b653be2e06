import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as cancelling from '#server/meetups/cancelling.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as telling from '#server/meetups/telling.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, requireHub, requireMay } from '../../../../../door.ts';
import { maybeLine } from '../../../../../fields.ts';
import { requireMeetup } from '../../../../meetup.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const Cancel = v.object({ because: maybeLine(300) });

export const load: PageServerLoad = async (event) => {
  const { meetup, by } = await requireHosted(event);
  const { house, now } = event.locals;
  const people = await telling.concerned(house.db, meetup, by);
  const { id, title, startsLocal, repeats, seriesId, cancelledBecause } = meetup;
  return {
    meetup: { id, title, startsLocal, repeats, seriesId, cancelledBecause },
    standing: stillOn.standing(meetup, now),
    today: localOf(now, meetup.zone).slice(0, 10),
    expected: await rsvps.count(house.db, id),
    mine: (await rsvps.of(house.db, id, by))?.answer === 'coming',
    told: people.map(({ firstName, hosting }) => ({ firstName, hosting })),
  };
};

export const actions = {
  cancel: async (event) => {
    const { meetup, by } = await requireHosted(event);
    const form = await readForm(event, Cancel);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const because = form.value.because ?? '';
    const outcome = await cancelling.cancel(house.db, meetup, { by, because }, now);
    house.log('meetup-cancelled', { meetup: meetup.id, by, outcome });
    return toReached(meetup, outcome);
  },

  back: async (event) => {
    const { meetup, by } = await requireHosted(event);
    const { house, now } = event.locals;
    const outcome = await cancelling.bringBack(house.db, meetup, { by }, now);
    house.log('meetup-back-on', { meetup: meetup.id, by, outcome });
    return toReached(meetup, outcome);
  },
} satisfies Actions;

async function requireHosted(event: RequestEvent): Promise<{ meetup: Meetup; by: string }> {
  const { slug } = await requireHub(event);
  const viewer = requireMay(event, 'plan-meetups', slug);
  return { meetup: await requireMeetup(event), by: viewer.id };
}

/** Whoever else did it a moment ago, what matters now is who knows. */
function toReached({ hub, id }: Meetup, outcome: string): never {
  const page = outcome === 'past' ? '' : '/reached';
  redirect(303, `/${hub}/desk/meetups/${id}${page}`);
}
