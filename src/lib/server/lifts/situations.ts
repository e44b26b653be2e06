import { MINUTE } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { instantOf } from '#server/wall-clock.ts';
import * as occasions from './occasions.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import * as points from './points.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import * as taxis from './taxis.ts';
import type { Ride } from './rides.ts';

/** What is planned together: the lifts to a meet-up, or all that go elsewhere on a day, 'YYYY-MM-DD'. */
export interface Outing {
  hub: string;
  zone: string;
  day: string;
  /** Null for elsewhere. */
  meetup: string | null;
}

export function outingOf({
  hub,
  zone,
  id,
  startsLocal,
}: Pick<Meetup, 'id' | 'hub' | 'zone' | 'startsLocal'>): Outing {
  return { hub, zone, day: startsLocal.slice(0, 10), meetup: id };
}

/** All that a plan of an outing begins with. Two that are alike give the same plan. */
export interface Situation {
  outing: Outing;
  /** The first instant of its day, Unix seconds: times in a plan count from there. */
  midnight: number;
  /** Those whose first journey is still ahead, but for who goes by taxi. */
  requests: LiftRequest[];
  offers: Offer[];
  /** What stays: rides that somebody was asked about, and drafts that a host locked. */
  kept: Ride[];
  /** Pairs of people of whom one would rather not ride with the other. */
  apart: [string, string][];
  speedKmh: number;
}

export async function read(db: Reader, outing: Outing, now: number): Promise<Situation> {
  const isAhead = ({ occasion }: LiftRequest | Offer) => occasions.isAhead(occasion, now);
  const all = (await ofOuting(db, requests, outing)).filter(isAhead);
  const inTaxis = await taxis.orderedFor(
    db,
    all.map(({ id }) => id),
  );
  const wanted = all.filter(({ id }) => !inTaxis.has(id));
  const given = (await ofOuting(db, offers, outing)).filter(isAhead);
  const known = await rides.ofRequests(
    db,
    wanted.map(({ id }) => id),
  );
  return {
    outing,
    midnight: instantOf(`${outing.day}T00:00`, outing.zone),
    requests: wanted,
    offers: given,
    kept: known.filter((ride) => rides.isAsked(ride) || ride.locked),
    apart: await apartIn(db, outing.hub),
    speedKmh: await points.speedOf(db, outing.hub),
  };
}

/** Requests or offers of an outing that were not taken back, oldest first. */
export async function ofOuting<One extends LiftRequest | Offer>(
  db: Reader,
  all: {
    ofMeetup(db: Reader, meetup: string): Promise<One[]>;
    ahead(db: Reader, hub: string, day: string): Promise<One[]>;
  },
  { hub, day, meetup }: Outing,
): Promise<One[]> {
  if (meetup !== null) return all.ofMeetup(db, meetup);
  return (await all.ahead(db, hub, day)).filter(
    ({ occasion }) => occasion.meetup === null && occasion.day === day,
  );
}

export const ANY_TIME = { from: -Infinity, until: Infinity };

/** Minutes after the first instant of the day. */
export function minutesAt({ midnight }: Pick<Situation, 'midnight'>, instant: number): number {
  return (instant - midnight) / MINUTE;
}

export function areAlike(one: Situation, other: Situation): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function apartIn(db: Reader, hub: string): Promise<[string, string][]> {
  const rows = await db.all(
    `SELECT person_id, other_id
     FROM lift_rather_nots
     WHERE hub = :hub
     ORDER BY person_id, other_id`,
    { hub },
  );
  return rows.map((row) => [text(row, 'person_id'), text(row, 'other_id')]);
}
