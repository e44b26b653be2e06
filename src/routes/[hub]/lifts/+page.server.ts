import { error, redirect } from '@sveltejs/kit';
import * as board from '#server/lifts/board.ts';
import * as matching from '#server/lifts/matching.ts';
import * as offers from '#server/lifts/offers.ts';
import * as picking from '#server/lifts/picking.ts';
import * as rates from '#server/lifts/rates.ts';
import * as rules from '#server/lifts/rules.ts';
import * as roles from '#server/people/roles.ts';
import * as meetups from '#server/meetups/meetups.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, requireHub, requireViewer } from '../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import * as buses from './buses.ts';
import { PICK } from './forms.ts';
import * as lifts from './lifts.ts';

const MOST = 6;

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const { house, now, viewer } = event.locals;
  const today = localOf(now, hub.zone).slice(0, 10);
  const all = await board.read(house.db, hub.slug, today);
  const belongs = roles.roleIn(viewer, hub.slug) !== null;
  // Where somebody goes besides meet-ups is for neighbours alone.
  const trips = board.trips(all, now).filter(({ occasion }) => belongs || occasion.meetup !== null);
  const dates = await meetups.upcoming(house.db, hub.slug, now, { limit: MOST });
  const next = dates.filter(({ cancelledAt, startsAt }) => cancelledAt === null && startsAt > now);
  const own = viewer ? await lifts.own(event, viewer.id, hub) : { requests: [], offers: [] };
  const listed = lifts.listed(trips, next);
  const going = listed.map(({ key }) => ({
    key,
    occasion: trips.find(({ occasion }) => board.keyOf(occasion) === key)?.occasion ?? null,
    meetup: next.find(({ id }) => id === key) ?? null,
  }));
  const running = await buses.ofTrips(event, { hub, person: viewer?.id ?? null }, going);
  return {
    today,
    isKnown: viewer !== null,
    isHost: roles.may(viewer, 'plan-lifts', hub.slug),
    done: event.url.searchParams.get('done'),
    rules: await rules.of(house.db, hub.slug),
    penceAMile: rates.on(await rates.ofHub(house.db, hub.slug), today)?.aMile ?? 0,
    ...own,
    trips: listed.map((trip) => ({ ...trip, buses: running.byTrip.get(trip.key) ?? [] })),
    buses: running.all,
    toTake: viewer ? await toTake(event, viewer.id, all) : [],
  };
};

export const actions: Actions = {
  pick: async (event) => {
    const hub = await requireHub(event);
    const viewer = requireViewer(event);
    const form = await readForm(event, PICK);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const offer = await offers.find(house.db, form.value.offer);
    if (!offer || offer.person !== viewer.id || offer.occasion.hub !== hub.slug)
      error(404, 'There is nothing here');
    const picked = { offer: offer.id, request: form.value.request, by: viewer.id };
    const outcome = await picking.pick(house.db, picked, now);
    house.delivery.wake();
    redirect(303, `/${hub.slug}/lifts?done=${outcome}#said`);
  },
};

/** Whom each of a driver's cars could take, without their names: those come with asking. */
async function toTake(event: Parameters<PageServerLoad>[0], person: string, all: board.Board) {
  const { house, now } = event.locals;
  const apart = await matching.apart(house.db, event.params.hub);
  return all.offers
    .filter((offer) => offer.person === person)
    .flatMap((offer) =>
      board
        .openFor(offer, all, apart, now)
        .map((request) => ({ offer: offer.id, ...lifts.waiting(request) })),
    );
}
