import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as desk from '#server/lifts/desk.ts';
import * as deskChanges from '#server/lifts/desk-changes.ts';
import * as offers from '#server/lifts/offers.ts';
import * as picking from '#server/lifts/picking.ts';
import * as planning from '#server/lifts/planning.ts';
import * as requests from '#server/lifts/requests.ts';
import * as taxiOrders from '#server/lifts/taxi-orders.ts';
import * as taxiChanges from '#server/lifts/taxi-changes.ts';
import type { Outing } from '#server/lifts/situations.ts';
import { readForm } from '../../../door.ts';
import { needed, PICK } from '../../lifts/forms.ts';

/** The lifts that a host plans, and the page they do it on. */
export interface Desk {
  outing: Outing;
  by: string;
  page: string;
}

type Require = (event: RequestEvent) => Promise<Desk>;
type Action = (event: RequestEvent) => Promise<unknown>;

const RIDER = v.object({ request: needed('Choose somebody') });
const YES = v.picklist(['yes', 'no'], 'Choose yes or no');
const RIDER_SAID = v.object({ ...RIDER.entries, yes: YES });
const DRIVER_SAID = v.object({ offer: needed('Choose a car'), yes: YES });
const TAXI = v.object({ seen: v.pipe(v.string('Choose a taxi'), v.maxLength(2_000)) });
const ASK = v.object({ seen: v.pipe(v.optional(v.string(), ''), v.maxLength(60)) });

/** "Plan the lifts". Nobody waits for the proof: the draft is there, and the page says when a better one is. */
export function plan(require: Require): Action {
  return async (event) => {
    const { outing, by, page } = await require(event);
    const { house, now } = event.locals;
    const made = await planning.make(house.db, outing, { by, roads: house.roads }, now);
    if (typeof made === 'string') return back(page, made);
    const of = { hub: outing.hub, meetup: outing.meetup, day: outing.day };
    house.log('lifts-planned', { ...of, by });
    planning.improve(house.db, made, now).catch(() => house.log('lifts-not-improved', of));
    return back(page, made.rides.length > 0 ? 'planned' : 'none-fit');
  };
}

export function put(require: Require): Action {
  return async (event) => {
    const { outing, by, page } = await require(event);
    const form = await readForm(event, PICK);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const request = await requireOf(event, requests, outing, form.value.request);
    return back(page, await picking.put(house.db, { offer: form.value.offer, request, by }, now));
  };
}

export function takeOut(require: Require): Action {
  return withRider(require, 'taken-out', async ({ house, now }, request) => {
    await desk.takeOut(house.db, request, now);
    house.delivery.wake();
  });
}

export function lock(require: Require): Action {
  return withRider(require, 'locked', ({ house }, request) => desk.lock(house.db, request, true));
}

export function unlock(require: Require): Action {
  return withRider(require, 'unlocked', ({ house }, request) => desk.lock(house.db, request, false));
}

export function ask(require: Require): Action {
  return async (event) => {
    const { outing, by, page } = await require(event);
    const form = await readForm(event, ASK);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const asked = await desk.askAll(house.db, { outing, seen: form.value.seen || null }, now);
    if (asked === 'better-now') return back(page, asked);
    house.log('lifts-asked', { hub: outing.hub, meetup: outing.meetup, day: outing.day, by, asked });
    house.delivery.wake();
    return back(page, 'asked');
  };
}

/** Those whom a change asks, after a driver has dropped out. */
export function askToChange(require: Require): Action {
  return async (event) => {
    const { outing, by, page } = await require(event);
    const form = await readForm(event, ASK);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const change = { outing, roads: house.roads, seen: form.value.seen };
    const asked = await deskChanges.ask(house.db, change, now);
    if (asked === 'better-now') return back(page, asked);
    house.log('lifts-asked', { hub: outing.hub, meetup: outing.meetup, day: outing.day, by, asked });
    house.delivery.wake();
    return back(page, 'asked-to-change');
  };
}

/** Somebody without a device told a host whether the lift suits them. */
export function riderSaid(require: Require): Action {
  return async (event) => {
    const { outing, page } = await require(event);
    const form = await readForm(event, RIDER_SAID);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const request = await requireOf(event, requests, outing, form.value.request);
    const answered = { request, yes: form.value.yes === 'yes' };
    return said(event, page, await agreeing.answerAsRider(house.db, answered, now));
  };
}

export function driverSaid(require: Require): Action {
  return async (event) => {
    const { outing, page } = await require(event);
    const form = await readForm(event, DRIVER_SAID);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const offer = await requireOf(event, offers, outing, form.value.offer);
    const answered = { offer, yes: form.value.yes === 'yes' };
    return said(event, page, await agreeing.answerAsDriver(house.db, answered, now));
  };
}

function said({ locals }: RequestEvent, page: string, outcome: agreeing.Answered): never {
  locals.house.delivery.wake();
  back(page, outcome === 'nothing-asked' ? outcome : 'noted');
}

/** A host has rung the taxi firm. */
export function orderTaxi(require: Require): Action {
  return async (event) => {
    const { outing, by, page } = await require(event);
    const form = await readForm(event, TAXI);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const outcome = await taxiOrders.order(house.db, { outing, seen: form.value.seen, by }, now);
    return back(page, outcome === 'ordered' ? outcome : 'better-now');
  };
}

export function callOffTaxi(require: Require): Action {
  return withRider(require, 'called-off', ({ house, now }, request) =>
    taxiChanges.callOff(house.db, request, now),
  );
}

function withRider(
  require: Require,
  done: string,
  act: (locals: App.Locals, request: string) => Promise<void>,
): Action {
  return async (event) => {
    const { outing, page } = await require(event);
    const form = await readForm(event, RIDER);
    if (!form.ok) return back(page, 'gone');
    await act(event.locals, await requireOf(event, requests, outing, form.value.request));
    return back(page, done);
  };
}

/** A request, or an offer, of this outing; nobody else's is found here. */
async function requireOf(
  { locals }: RequestEvent,
  all: typeof requests | typeof offers,
  { hub, day, meetup }: Outing,
  id: string,
): Promise<string> {
  const found = (await all.find(locals.house.db, id))?.occasion;
  const isOfIt = found?.hub === hub && found.meetup === meetup && found.day === day;
  return isOfIt ? id : error(404, 'There is nothing here');
}

function back(page: string, outcome: string): never {
  redirect(303, `${page}?done=${outcome}#said`);
}
