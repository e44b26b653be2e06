import type { RequestEvent } from '@sveltejs/kit';
import * as desk from '#server/lifts/desk.ts';
import * as deskChanges from '#server/lifts/desk-changes.ts';
import * as mapPlaces from '#server/lifts/map-places.ts';
import * as situations from '#server/lifts/situations.ts';
import * as orderedTaxis from '#server/lifts/ordered-taxis.ts';
import * as taxiChanges from '#server/lifts/taxi-changes.ts';
import * as taxiOrders from '#server/lifts/taxi-orders.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub, requireMay } from '../../../../../door.ts';
import { requireMeetup } from '../../../../meetup.ts';
import * as outing from '../../../lifts/outing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { meetup, outing } = await requireDesk(event);
  const { house, now } = event.locals;
  return {
    today: localOf(now, meetup.zone).slice(0, 10),
    done: event.url.searchParams.get('done'),
    meetup: {
      id: meetup.id,
      title: meetup.title,
      startsLocal: meetup.startsLocal,
      isAhead: meetup.startsAt > now && meetup.cancelledAt === null,
    },
    lifts: await desk.read(house.db, outing),
    change: await deskChanges.read(house.db, { outing, roads: house.roads }, now),
    taxis: await taxiOrders.of(house.db, outing, now),
    ordered: await orderedTaxis.of(house.db, outing, now),
    taxiChanges: await taxiChanges.ofOuting(house.db, outing),
    map: await mapPlaces.ofMeetup(house.db, meetup),
    tiles: house.config.mapTiles,
  };
};

export const actions: Actions = {
  plan: outing.plan(requireDesk),
  put: outing.put(requireDesk),
  takeOut: outing.takeOut(requireDesk),
  lock: outing.lock(requireDesk),
  unlock: outing.unlock(requireDesk),
  ask: outing.ask(requireDesk),
  askToChange: outing.askToChange(requireDesk),
  riderSaid: outing.riderSaid(requireDesk),
  driverSaid: outing.driverSaid(requireDesk),
  orderTaxi: outing.orderTaxi(requireDesk),
  callOffTaxi: outing.callOffTaxi(requireDesk),
};

async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  const { id: by } = requireMay(event, 'plan-lifts', hub.slug);
  const meetup = await requireMeetup(event);
  const page = `/${meetup.hub}/desk/meetups/${meetup.id}/lifts`;
  return { by, meetup, page, outing: situations.outingOf(meetup) };
}
