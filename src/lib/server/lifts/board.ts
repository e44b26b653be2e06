import type { Reader } from '#server/db/database.ts';
import * as distance from './distance.ts';
import * as matching from './matching.ts';
import type { Occasion } from './occasions.ts';
import * as occasions from './occasions.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import { standingOf } from './own-lifts.ts';
import { isSameWay } from './picking.ts';
import * as requests from './requests.ts';
import { seatsOf, type LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import type { Ride } from './rides.ts';

/** All that a hub wants and offers, from a day on, with what became of it. */
export interface Board {
  requests: LiftRequest[];
  offers: Offer[];
  /** Those that somebody was asked about. */
  rides: Ride[];
}

/** What anybody may know of one trip: counts, and nobody's name. */
export interface Counts {
  /** People, not parties. */
  sorted: number;
  waiting: number;
  /** A car: how many seats, and how many of them are spoken for. */
  cars: { seats: number; taken: number }[];
}

export async function read(db: Reader, hub: string, day: string): Promise<Board> {
  const wanted = await requests.ahead(db, hub, day);
  const all = await rides.ofRequests(
    db,
    wanted.map(({ id }) => id),
  );
  return { requests: wanted, offers: await offers.ahead(db, hub, day), rides: all.filter(rides.isAsked) };
}

/** The occasions on a board, soonest first, each with what anybody may know of it. Only dates that are still to come. */
export function trips(board: Board, now: number): { occasion: Occasion; counts: Counts }[] {
  const all = new Map<string, Occasion>();
  for (const { occasion } of [...board.requests, ...board.offers]) {
    if (occasions.isAhead(occasion, now) && !all.has(keyOf(occasion))) all.set(keyOf(occasion), occasion);
  }
  return [...all.values()]
    .sort((a, b) => (a.thereBy ?? a.readyFrom ?? 0) - (b.thereBy ?? b.readyFrom ?? 0))
    .map((occasion) => ({ occasion, counts: countsOf(board, occasion) }));
}

export function countsOf({ requests: wanted, offers: given, rides: all }: Board, occasion: Occasion): Counts {
  const own = wanted.filter((one) => keyOf(one.occasion) === keyOf(occasion));
  const sorted = own.filter(
    (one) =>
      standingOf(
        one,
        all.filter((ride) => ride.request === one.id),
      ) === 'settled',
  );
  const people = (some: LiftRequest[]) => some.reduce((sum, one) => sum + one.party + Number(one.carer), 0);
  return {
    sorted: people(sorted),
    waiting: people(own) - people(sorted),
    cars: given
      .filter((one) => keyOf(one.occasion) === keyOf(occasion))
      .map((car) => ({ seats: car.seats, taken: takenIn(car, wanted, all) })),
  };
}

/** Seats spoken for on the fuller of the two legs. */
function takenIn({ id, seats, seatsAWheelchair }: Offer, wanted: LiftRequest[], all: Ride[]): number {
  const onLeg = (leg: Ride['leg']) =>
    all
      .filter((ride) => ride.offer === id && ride.leg === leg)
      .map((ride) => wanted.find((one) => one.id === ride.request))
      .reduce((sum, one) => sum + (one ? seatsOf(one) + Number(one.inWheelchair) * seatsAWheelchair : 0), 0);
  return Math.min(seats, Math.max(onLeg('out'), onLeg('back')));
}

/**
 * Whom a driver could take: nobody was asked about them yet, and they fit. Those with no other way, who need help, are
 * far or have waited longest come first.
 */
export function openFor(
  offer: Offer,
  { requests: wanted, rides: all }: Board,
  some: matching.Apart,
  now: number,
) {
  const waits = (one: LiftRequest) => !all.some((ride) => ride.request === one.id);
  const far = ({ point, occasion }: LiftRequest) =>
    point && occasion.point ? distance.kmBetween(point, occasion.point) : 0;
  return wanted
    .filter((one) => occasions.isAhead(one.occasion, now) && isSameWay(offer, one) && waits(one))
    .filter((one) => matching.fits(offer, one, some))
    .sort((a, b) => b.need - a.need || b.helpMin - a.helpMin || far(b) - far(a) || a.askedAt - b.askedAt);
}

/** Each trip elsewhere is one of its own where places differ; meet-ups are one each. */
export function keyOf({ meetup, day, title }: Occasion): string {
  return meetup ?? `${day} ${title}`;
}
