import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as contacts from '#server/lifts/contacts.ts';
import * as dropping from '#server/lifts/dropping.ts';
import * as offers from '#server/lifts/offers.ts';
import * as onTheDay from '#server/lifts/on-the-day.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import * as papers from '#server/lifts/papers.ts';
import * as ratherNots from '#server/lifts/rather-nots.ts';
import * as requests from '#server/lifts/requests.ts';
import * as rides from '#server/lifts/rides.ts';
import * as shares from '#server/lifts/shares.ts';
import { readForm, requireViewer } from '../../door.ts';
import * as keptUntil from '../../kept-until.ts';
import * as sentLater from '../../sent-later.ts';
import { ownClock } from '../own-clock.ts';
import type { Actions, PageServerLoad } from './$types';
import { LIFT, RATHER_NOT, RIDE, RUN } from './forms.ts';

export const load: PageServerLoad = async (event) => {
  const { id } = requireViewer(event);
  const { house, now } = event.locals;
  const today = (await ownClock(event))(now).slice(0, 10);
  const lifts = await ownLifts.ofPerson(house.db, id, today, now);
  keptUntil.say(event, await contacts.firstEnd(house.db, id, today, now));
  return {
    today,
    done: event.url.searchParams.get('done'),
    ...lifts,
    shares: await shares.ofLifts(house.db, lifts),
    papers: await papers.ownLacking(house.db, id, { hubs: drivesIn(lifts.offers), today }),
    ratherNots: await ratherNots.of(house.db, id),
  };
};

export const actions: Actions = {
  yes: (event) => answerAsRider(event, true),
  no: (event) => answerAsRider(event, false),
  driveYes: (event) => answerAsDriver(event, true),
  driveNo: (event) => answerAsDriver(event, false),

  withdraw: async (event) => {
    const request = await requireRequest(event);
    await dropping.withdrawRequest(event.locals.house.db, request.id, event.locals.now);
    return back(event, 'withdrawn');
  },

  cantDrive: async (event) => {
    const offer = await requireOffer(event);
    await dropping.withdrawOffer(event.locals.house.db, offer.id, event.locals.now);
    return back(event, 'withdrawn');
  },

  onMyWay: async (event) => {
    const { id: by } = requireViewer(event);
    const form = await readForm(event, RUN);
    if (!form.ok) return form.failure;
    const tapped = { ...form.value, by, at: tappedAt(event) };
    const noted = await onTheDay.setOut(event.locals.house.db, tapped);
    return afterTap(event, noted, 'on-my-way');
  },
  pickedUp: (event) => tap(event, onTheDay.pickUp, 'picked-up'),
  homeSafe: (event) => tap(event, onTheDay.comeHome, 'home-safe'),
  ready: (event) => tap(event, onTheDay.beReady, 'ready'),

  ratherNot: async (event) => {
    const { id: person } = requireViewer(event);
    const form = await readForm(event, RIDE);
    if (!form.ok) return form.failure;
    const { db } = event.locals.house;
    const other = await otherOf(db, form.value.ride, person);
    const { now } = event.locals;
    await db.write((tx) => ratherNots.say(tx, { ...other, person }, now));
    return back(event, 'rather-not');
  },

  takeBack: async (event) => {
    const { id: person } = requireViewer(event);
    const form = await readForm(event, RATHER_NOT);
    if (!form.ok) return form.failure;
    await event.locals.house.db.write((tx) => ratherNots.takeBack(tx, { ...form.value, person }));
    return back(event, 'taken-back');
  },
};

/** The hubs in which somebody gives a lift that is not over. */
function drivesIn(offers: ownLifts.MyOffer[]): string[] {
  return offers.filter(({ isOver }) => !isOver).map(({ hub }) => hub);
}

async function answerAsRider(event: RequestEvent, yes: boolean) {
  const { id: request } = await requireRequest(event);
  const outcome = await agreeing.answerAsRider(event.locals.house.db, { request, yes }, event.locals.now);
  return back(event, outcome);
}

async function answerAsDriver(event: RequestEvent, yes: boolean) {
  const { id: offer } = await requireOffer(event);
  const outcome = await agreeing.answerAsDriver(event.locals.house.db, { offer, yes }, event.locals.now);
  return back(event, outcome);
}

type Tap = (
  db: App.Locals['house']['db'],
  tapped: { ride: string; by: string; at: number },
  now: number,
) => Promise<onTheDay.Noted>;

async function tap(event: RequestEvent, write: Tap, done: string) {
  const { id: by } = requireViewer(event);
  const form = await readForm(event, RIDE);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  const noted = await write(house.db, { ride: form.value.ride, by, at: tappedAt(event) }, now);
  return afterTap(event, noted, done);
}

/** When a tap without a signal was made. */
function tappedAt(event: RequestEvent): number {
  return event.locals.now - (sentLater.read(event)?.waited ?? 0);
}

/** The page itself shows what came of it; what was sent later by itself has nobody looking at it. */
function afterTap(event: RequestEvent, noted: onTheDay.Noted, done: string) {
  if (noted === 'not-found') error(404, 'There is nothing here');
  const isLate = sentLater.read(event)?.waited != null;
  if (noted === 'noted') return back(event, done);
  if (isLate) return sentLater.refuse(event, noted === 'too-late' ? 'over' : noted, {});
  return back(event, noted === 'too-late' ? 'day-over' : noted);
}

async function requireRequest(event: RequestEvent): Promise<requests.LiftRequest> {
  const { id } = requireViewer(event);
  const form = await readForm(event, LIFT);
  const found = form.ok ? await requests.find(event.locals.house.db, form.value.lift) : null;
  return found?.person === id ? found : back(event, 'nothing-asked');
}

async function requireOffer(event: RequestEvent): Promise<offers.Offer> {
  const { id } = requireViewer(event);
  const form = await readForm(event, LIFT);
  const found = form.ok ? await offers.find(event.locals.house.db, form.value.lift) : null;
  return found?.person === id ? found : back(event, 'nothing-asked');
}

/** With whom somebody was put together in a ride. */
async function otherOf(db: App.Locals['house']['db'], id: string, person: string) {
  const ride = await rides.find(db, id);
  const [request, offer] = ride
    ? [await requests.find(db, ride.request), await offers.find(db, ride.offer)]
    : [null, null];
  if (!request || !offer || ride?.askedAt === null) return error(404, 'There is nothing here');
  if (request.person === person) return { hub: request.occasion.hub, other: offer.person };
  if (offer.person === person) return { hub: request.occasion.hub, other: request.person };
  return error(404, 'There is nothing here');
}

function back({ locals }: RequestEvent, outcome: string): never {
  locals.house.delivery.wake();
  redirect(303, `/me/lifts?done=${outcome}#said`);
}
