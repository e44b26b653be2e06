import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { FormProblems, FormValues } from '#lib/forms.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import { newId } from '#server/ids.ts';
import * as homes from '#server/lifts/homes.ts';
import type { Going } from '#server/lifts/occasions.ts';
import * as points from '#server/lifts/points.ts';
import * as ratherNots from '#server/lifts/rather-nots.ts';
import * as wanting from '#server/lifts/wanting.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as people from '#server/people/people.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireMay, requireViewer } from '../../door.ts';
import { ASK, OFFER, type Journey } from './forms.ts';
import * as written from './written.ts';

/** Who writes a lift down: somebody for themselves, or a host for somebody else. */
export interface Whose {
  hub: Hub;
  by: string;
  /** Null on a host's page: then the form names them. */
  person: string | null;
}

export async function requireSelf(event: RequestEvent): Promise<Whose> {
  const hub = await requireHub(event);
  const { id } = requireViewer(event);
  return { hub, by: id, person: id };
}

export async function requireHost(event: RequestEvent): Promise<Whose> {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'plan-lifts', hub.slug).id, person: null };
}

/** What both forms need: the meet-up, where people are picked up, and what this person wrote down before. */
export async function read(event: RequestEvent, { hub, person }: Whose) {
  const { db } = event.locals.house;
  const meetup = await findMeetup(event, hub, event.url.searchParams.get('meetup'));
  const home = person === null ? null : await homes.of(db, hub.slug, person);
  const everybody = person === null ? await people.ofHub(db, hub.slug) : [];
  return {
    once: newId(),
    today: localOf(event.locals.now, hub.zone).slice(0, 10),
    meetup: meetup && {
      id: meetup.id,
      title: meetup.title,
      startsLocal: meetup.startsLocal,
      endsLocal: meetup.endsLocal,
    },
    points: (await points.ofHub(db, hub.slug)).map(({ id, name, directions }) => ({ id, name, directions })),
    home: home && {
      address: home.address,
      near: home.near,
      point: home.point ? `${home.point.latitude}, ${home.point.longitude}` : '',
    },
    people: everybody.map(({ id, firstName }) => ({ id, firstName })),
    drivers: person === null ? [] : await ratherNots.driversKnownTo(db, hub.slug, person),
    isHost: person === null,
    chosen: event.url.searchParams.get('person'),
  };
}

export async function ask(event: RequestEvent, whose: Whose) {
  const form = await readForm(event, ASK);
  if (!form.ok) return form.failure;
  const { value, values } = form;
  const common = await commonOf(event, whose, value, values, (await written.before(event, whose)).request);
  if ('status' in common) return common;
  const { oneIsFine, party, carer, walkingFrame, foldedChair, inWheelchair, dog, helpMin, lowSeat } = value;
  const { womenOnly, need, backOpen, safeBy } = value;
  // Only somebody whom they know to drive can be named.
  const drivers = await ratherNots.driversKnownTo(event.locals.house.db, whose.hub.slug, common.going.person);
  const prefers = drivers.find(({ id }) => id === value.prefers)?.id ?? null;
  const needs = { oneIsFine, party, carer, walkingFrame, foldedChair, inWheelchair, dog, helpMin, lowSeat };
  const { house, now } = event.locals;
  const request = { ...common.going, ...needs, womenOnly, prefers, need, backOpen, safeBy };
  const outcome = await wanting.ask(house.db, { ...common.rest, request }, now);
  return done(event, whose, 'asked', outcome, values);
}

export async function offer(event: RequestEvent, whose: Whose) {
  const form = await readForm(event, OFFER);
  if (!form.ok) return form.failure;
  const { value, values } = form;
  const common = await commonOf(event, whose, value, values, (await written.before(event, whose)).offer);
  if ('status' in common) return common;
  const { seats, wheelchairs, seatsAWheelchair, boot, dogs, lowSeat, woman, detourMin, notAfterDark } = value;
  const car = { seats, wheelchairs, seatsAWheelchair, boot, dogs, lowSeat, woman, detourMin, notAfterDark };
  const { house, now } = event.locals;
  const given = { ...common.going, ...car, homeBy: value.homeBy };
  const outcome = await wanting.offer(house.db, { ...common.rest, offer: given }, now);
  return done(event, whose, 'offered', outcome, values);
}

/** What both forms have in common, checked; a 422 with words where something is missing. */
async function commonOf(
  event: RequestEvent,
  whose: Whose,
  value: Journey,
  values: FormValues,
  earlier: { id: string; going: Going } | null,
) {
  const { hub, by } = whose;
  const person = whose.person ?? (await findPerson(event, hub, value.person));
  if (person === null) return refuse(values, { person: 'Choose who it is for' });
  const meetup = await findMeetup(event, hub, value.meetup);
  const missing = missingIn(value, meetup, await points.ofHub(event.locals.house.db, hub.slug));
  if (missing) return refuse(values, missing);
  const { homeAddress, homeNear, homePoint, legs, thereBy, readyFrom, said } = value;
  return {
    going: {
      hub: hub.slug,
      person,
      meetup: meetup?.id ?? null,
      onDate: meetup ? null : value.onDate,
      toWords: meetup || value.toPoint ? null : value.toWords,
      toPoint: meetup ? null : value.toPoint,
      thereBy,
      readyFrom,
      fromPoint: value.from === 'home' ? null : value.from,
      legs,
      said: whose.person === null ? said : ('self' as const),
      enteredBy: whose.person === null ? by : null,
    },
    rest: {
      meetup,
      zone: hub.zone,
      // One to a meet-up is found by the meet-up.
      id: earlier && earlier.going.meetup === null && !meetup ? earlier.id : null,
      home: homeAddress === null ? null : { address: homeAddress, near: homeNear, point: homePoint },
      once: value.once,
    },
  };
}

/** What cannot be left out, in words; null when it is all there. */
function missingIn(
  { from, homeAddress, homeNear, homePoint, onDate, toWords, toPoint, thereBy, readyFrom, legs }: Journey,
  meetup: Meetup | null,
  known: points.PickUpPoint[],
): FormProblems | null {
  const problems: FormProblems = {};
  if (!meetup) {
    if (!onDate) problems.onDate = 'Choose the day';
    if (!toWords && !toPoint) problems.toWords = 'Say where to, like "the market"';
    if (!thereBy && legs !== 'back') problems.thereBy = 'Enter when to be there, like 10:40';
    if (!readyFrom && legs === 'back') problems.readyFrom = 'Enter when to go home, like 12:15';
  }
  const isKnown = (id: string | null) => id === null || known.some((one) => one.id === id);
  if (from !== 'home' && !isKnown(from)) problems.from = 'Choose a place from the list';
  if (!isKnown(toPoint)) problems.toPoint = 'Choose a place from the list';
  if (from === 'home' && homeAddress !== null && homeNear === null && homePoint === null)
    problems.homeNear = 'Choose which place it is near. That is all that others read at first';
  if (from === 'home' && !isKnown(homeNear)) problems.homeNear = 'Choose a place from the list';
  return Object.keys(problems).length > 0 ? problems : null;
}

const WORDS: Record<wanting.Refusal, [field: string, words: string]> = {
  over: ['form', 'It has begun, is over, or is cancelled. Choose another date'],
  'back-too-soon': ['readyFrom', 'This is before you are there. Enter a later time to go home'],
  'home-too-soon': ['homeBy', 'You would have to leave before it ends. Enter a later time, or go one way'],
  'too-many': ['party', 'No car here takes so many. Ask for 8 at most, and ring a host for the rest'],
  nowhere: ['homeAddress', 'Enter your address. Only whoever drives you reads it, once you both said yes'],
  'far-away': [
    'homePoint',
    'This point is far from the village, or in the sea. Look at the two numbers again',
  ],
  'same-place': ['from', 'It begins where it ends. Choose another place'],
  'no-wheelchair': ['seatsAWheelchair', 'So many wheelchairs leave no seat. Enter a smaller number'],
  'meetup-full': [
    'form',
    'The meet-up is full. You are on its waiting list. Ask again when you have a place',
  ],
};

function done(
  { locals }: RequestEvent,
  { hub, by, person }: Whose,
  what: 'asked' | 'offered',
  result: wanting.Outcome,
  values: FormValues,
) {
  if (result.outcome !== 'written') {
    const [field, words] = WORDS[result.outcome];
    return refuse(values, { [field]: words });
  }
  locals.house.delivery.wake();
  locals.house.log(`lift-${what}`, { hub: hub.slug, lift: result.id, by });
  redirect(303, person === null ? `/${hub.slug}/desk/lifts?done=${what}` : `/me/lifts?done=${what}#said`);
}

async function findMeetup({ locals }: RequestEvent, hub: Hub, id: string | null): Promise<Meetup | null> {
  if (!id) return null;
  return (
    (await meetups.find(locals.house.db, hub.slug, id, locals.now)) ?? error(404, 'There is nothing here')
  );
}

async function findPerson({ locals }: RequestEvent, hub: Hub, id: string | null): Promise<string | null> {
  return id === null ? null : ((await people.findInHub(locals.house.db, hub.slug, id))?.id ?? null);
}
