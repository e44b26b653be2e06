import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import * as desk from '#server/lifts/desk.ts';
import * as picking from '#server/lifts/picking.ts';
import * as requests from '#server/lifts/requests.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, requireHub, requireMay } from '../../../../../door.ts';
import { requireMeetup } from '../../../../meetup.ts';
import { needed, PICK } from '../../../../lifts/forms.ts';
import type { Actions, PageServerLoad } from './$types';

const RIDER = v.object({ request: needed('Choose somebody') });

export const load: PageServerLoad = async (event) => {
  const { meetup } = await requireDesk(event);
  const { house, now } = event.locals;
  return {
    today: localOf(now, meetup.zone).slice(0, 10),
    done: event.url.searchParams.get('done'),
    meetup: {
      id: meetup.id,
      title: meetup.title,
      startsLocal: meetup.startsLocal,
      isAhead: meetup.startsAt > now && meetup.cancelledAt === null,
      isOnMap: meetup.venue.point !== null,
    },
    ...(await desk.read(house.db, meetup)),
  };
};

export const actions: Actions = {
  put: async (event) => {
    const { meetup, by } = await requireDesk(event);
    const form = await readForm(event, PICK);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const request = await requireRider(event, meetup, form.value.request);
    const outcome = await picking.put(house.db, { offer: form.value.offer, request, by }, now);
    return back(meetup, outcome);
  },

  takeOut: async (event) => {
    const { meetup, request } = await readRider(event);
    await desk.takeOut(event.locals.house.db, request, event.locals.now);
    event.locals.house.delivery.wake();
    return back(meetup, 'taken-out');
  },

  lock: async (event) => {
    const { meetup, request } = await readRider(event);
    await desk.lock(event.locals.house.db, request, true);
    return back(meetup, 'locked');
  },

  unlock: async (event) => {
    const { meetup, request } = await readRider(event);
    await desk.lock(event.locals.house.db, request, false);
    return back(meetup, 'unlocked');
  },

  ask: async (event) => {
    const { meetup, by } = await requireDesk(event);
    const { house, now } = event.locals;
    const asked = await desk.askAll(house.db, meetup.id, now);
    house.log('lifts-asked', { meetup: meetup.id, by, asked });
    house.delivery.wake();
    return back(meetup, 'asked');
  },
};

async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  const viewer = requireMay(event, 'plan-lifts', hub.slug);
  return { by: viewer.id, meetup: await requireMeetup(event) };
}

async function readRider(event: RequestEvent) {
  const { meetup } = await requireDesk(event);
  const form = await readForm(event, RIDER);
  if (!form.ok) return back(meetup, 'gone');
  return { meetup, request: await requireRider(event, meetup, form.value.request) };
}

/** Somebody who would like a lift to this meet-up; nobody else's request is found here. */
async function requireRider({ locals }: RequestEvent, meetup: Meetup, id: string): Promise<string> {
  const found = await requests.find(locals.house.db, id);
  return found?.occasion.meetup === meetup.id ? found.id : error(404, 'There is nothing here');
}

function back({ hub, id }: Meetup, outcome: string): never {
  redirect(303, `/${hub}/desk/meetups/${id}/lifts?done=${outcome}#said`);
}
