import * as desk from '#server/lifts/desk.ts';
import * as deskChanges from '#server/lifts/desk-changes.ts';
import * as orderedTaxis from '#server/lifts/ordered-taxis.ts';
import * as taxiChanges from '#server/lifts/taxi-changes.ts';
import * as mapPlaces from '#server/lifts/map-places.ts';
import * as taxiOrders from '#server/lifts/taxi-orders.ts';
import { localOf } from '#server/wall-clock.ts';
import * as outing from '../../outing.ts';
import { requireDay } from './day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { outing } = await requireDay(event);
  const { house, now } = event.locals;
  const today = localOf(now, outing.zone).slice(0, 10);
  return {
    today,
    done: event.url.searchParams.get('done'),
    day: outing.day,
    isAhead: outing.day >= today,
    lifts: await desk.read(house.db, outing),
    change: await deskChanges.read(house.db, { outing, roads: house.roads }, now),
    taxis: await taxiOrders.of(house.db, outing, now),
    ordered: await orderedTaxis.of(house.db, outing, now),
    taxiChanges: await taxiChanges.ofOuting(house.db, outing),
    map: await mapPlaces.ofDay(house.db, outing),
    tiles: house.config.mapTiles,
  };
};

export const actions: Actions = {
  plan: outing.plan(requireDay),
  put: outing.put(requireDay),
  takeOut: outing.takeOut(requireDay),
  lock: outing.lock(requireDay),
  unlock: outing.unlock(requireDay),
  ask: outing.ask(requireDay),
  askToChange: outing.askToChange(requireDay),
  riderSaid: outing.riderSaid(requireDay),
  driverSaid: outing.driverSaid(requireDay),
  orderTaxi: outing.orderTaxi(requireDay),
  callOffTaxi: outing.callOffTaxi(requireDay),
};
