import type { Database, Reader } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import { localOf } from '#server/wall-clock.ts';
import * as agreeing from './agreeing.ts';
import * as dropping from './dropping.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import * as ownLifts from './own-lifts.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import type { Leg, Ride } from './rides.ts';

/** How far one ride has got. */
export type Step = 'draft' | 'asked' | 'driver-yes' | 'rider-yes' | 'settled';

/** The lifts to one meet-up as a host sees them. Addresses are not for hosts: the area has to do. */
export interface LiftDesk {
  cars: DeskCar[];
  riders: DeskRider[];
  plan: { how: 'first' | 'proven' | 'best-found'; bound: number | null; made: string } | null;
  /** Rides that nobody was asked about. */
  drafts: number;
}

export interface DeskCar {
  id: string;
  driver: string;
  area: string | null;
  seats: number;
  wheelchairs: number;
  legs: Offer['legs'];
  detourLimit: number;
  runs: { leg: Leg; detourMin: number; stops: DeskStop[] }[];
}

export interface DeskStop {
  ride: string;
  request: string;
  firstName: string;
  area: string | null;
  people: number;
  /** On the hub's wall clock: when they are fetched, and set down. */
  pickUp: string;
  setDown: string;
  step: Step;
}

export interface DeskRider {
  id: string;
  firstName: string;
  area: string | null;
  people: number;
  legs: LiftRequest['legs'];
  need: LiftRequest['need'];
  needs: ownLifts.NeedsToKnow;
  standing: ownLifts.Standing | 'drafted';
  locked: boolean;
  /** In whose cars they ride, or are drafted to. */
  drivers: string[];
  /** Why the last plan left them; null where it did not. */
  why: string | null;
}

export async function read(db: Reader, meetup: { id: string; zone: string }): Promise<LiftDesk> {
  const wanted = await requests.ofMeetup(db, meetup.id);
  const given = await offers.ofMeetup(db, meetup.id);
  const all = await rides.ofOffers(
    db,
    given.map(({ id }) => id),
  );
  const left = await leftOf(db, meetup.id);
  return {
    cars: given.map((offer) => carOf(offer, wanted, all, meetup.zone)),
    riders: wanted.map((request) => riderOf(request, given, all, left)),
    plan: await planOf(db, meetup),
    drafts: all.filter((ride) => !rides.isAsked(ride)).length,
  };
}

/** "Ask everybody": all the drafts for a meet-up. Returns how many people are asked. */
export async function askAll(db: Database, meetup: string, now: number): Promise<number> {
  return db.write(async (tx) => {
    const wanted = await requests.ofMeetup(tx, meetup);
    const all = await rides.ofRequests(
      tx,
      wanted.map(({ id }) => id),
    );
    return agreeing.ask(tx, all, now);
  });
}

/** Takes somebody out of the car they are in; where they were asked already, both hear of it. */
export async function takeOut(db: Database, request: string, now: number): Promise<void> {
  await db.write(async (tx) => {
    const own = await rides.ofRequests(tx, [request]);
    await dropping.loseRider(tx, request, 'host', now);
    if (own.some(rides.isAsked)) await dropping.tellRider(tx, request, now);
  });
}

/** "Leave this one as it is" in a new plan; or no longer. */
export async function lock(db: Database, request: string, locked: boolean): Promise<void> {
  await db.write((tx) =>
    tx.run('UPDATE rides SET locked = :locked WHERE request_id = :request AND ended_at IS NULL', {
      request,
      locked: Number(locked),
    }),
  );
}

function carOf(offer: Offer, wanted: LiftRequest[], all: Ride[], zone: string): DeskCar {
  const own = all.filter((ride) => ride.offer === offer.id);
  const runOf = (leg: Leg) => {
    const some = own.filter((ride) => ride.leg === leg);
    const byTime = leg === 'out' ? 'pickUpAt' : 'setDownAt';
    const inOrder = [...some].sort((a, b) => a[byTime] - b[byTime]);
    const stops = inOrder.flatMap((ride) => {
      const rider = wanted.find(({ id }) => id === ride.request);
      return rider ? [stopOf(ride, rider, zone)] : [];
    });
    return { leg, detourMin: Math.max(0, ...some.map(({ detourMin }) => detourMin)), stops };
  };
  return {
    id: offer.id,
    driver: offer.firstName,
    area: offer.area,
    seats: offer.seats,
    wheelchairs: offer.wheelchairs,
    legs: offer.legs,
    detourLimit: offer.detourMin,
    runs: (['out', 'back'] as const).map(runOf).filter(({ stops }) => stops.length > 0),
  };
}

function stopOf(ride: Ride, rider: LiftRequest, zone: string): DeskStop {
  return {
    ride: ride.id,
    request: ride.request,
    firstName: rider.firstName,
    area: rider.area,
    people: rider.party + Number(rider.carer),
    pickUp: localOf(ride.pickUpAt, zone),
    setDown: localOf(ride.setDownAt, zone),
    step: stepOf(ride),
  };
}

function stepOf({ askedAt, driverYesAt, riderYesAt, settledAt }: Ride): Step {
  if (askedAt === null) return 'draft';
  else if (settledAt !== null) return 'settled';
  else if (driverYesAt !== null) return 'driver-yes';
  else return riderYesAt === null ? 'asked' : 'rider-yes';
}

function riderOf(request: LiftRequest, given: Offer[], all: Ride[], left: Map<string, string>): DeskRider {
  const own = all.filter((ride) => ride.request === request.id);
  const asked = own.filter(rides.isAsked);
  const standing = ownLifts.standingOf(request, asked);
  const cars = new Set(own.map(({ offer }) => offer));
  return {
    id: request.id,
    firstName: request.firstName,
    area: request.area,
    people: request.party + Number(request.carer),
    legs: request.legs,
    need: request.need,
    needs: ownLifts.needsOf(request),
    standing: standing === 'waiting' && own.length > 0 ? 'drafted' : standing,
    locked: own.some(({ locked }) => locked),
    drivers: given.filter(({ id }) => cars.has(id)).map(({ firstName }) => firstName),
    why: own.length === 0 ? (left.get(request.id) ?? null) : null,
  };
}

async function leftOf(db: Reader, meetup: string): Promise<Map<string, string>> {
  const rows = await db.all('SELECT request_id, why FROM lift_left WHERE meetup_id = :meetup', { meetup });
  return new Map(rows.map((row) => [text(row, 'request_id'), text(row, 'why')]));
}

async function planOf(db: Reader, { id, zone }: { id: string; zone: string }): Promise<LiftDesk['plan']> {
  const row = await db.one('SELECT how, bound, made_at FROM lift_plans WHERE meetup_id = :id', { id });
  return (
    row && {
      how: text(row, 'how') as NonNullable<LiftDesk['plan']>['how'],
      bound: numberOrNull(row, 'bound'),
      made: localOf(number(row, 'made_at'), zone),
    }
  );
}
