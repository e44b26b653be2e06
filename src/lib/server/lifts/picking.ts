import type { Database, Reader, Writer } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import * as agreeing from './agreeing.ts';
import { destinationOf } from './lift-places.ts';
import * as matching from './matching.ts';
import * as occasions from './occasions.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import type { Leg, Ride } from './rides.ts';
import * as routing from './routing.ts';

export type Picked = 'picked' | 'gone' | 'full' | 'no-way-back' | 'does-not-fit' | 'too-far';

/** Ways are rounded up to whole minutes, which may make a way round longer than it is by so much. */
const ROUNDED = 1;

/**
 * A driver takes somebody who waits, with their own yes; the rider is asked. 'no-way-back': the rider needs both ways
 * and the car goes one. 'does-not-fit': the car lacks what they need, its times are not theirs, or one of the two would
 * rather not. 'too-far': longer than the driver said that they can be on the way.
 */
export async function pick(db: Database, given: Pair, now: number): Promise<Picked> {
  return db.write(async (tx) => {
    const put = await putWithin(tx, given, now);
    if (typeof put === 'string') return put;
    await agreeing.ask(tx, await rides.ofRequests(tx, [given.request]), now);
    await tx.run('UPDATE rides SET driver_yes_at = :now WHERE id IN (SELECT value FROM json_each(:ids))', {
      ids: JSON.stringify(put.ids),
      now,
    });
    await letters.markReachedAbout(tx, put.driver, given.offer, 'answered', now);
    return 'picked';
  });
}

interface Pair {
  offer: string;
  request: string;
  by: string;
}

/** A host puts somebody in a car, as a draft that a new plan leaves alone. Nobody is asked yet. */
export async function put(
  db: Database,
  given: Pair,
  now: number,
): Promise<Exclude<Picked, 'picked'> | 'put'> {
  return db.write(async (tx) => {
    const outcome = await putWithin(tx, given, now);
    return typeof outcome === 'string' ? outcome : 'put';
  });
}

async function putWithin(
  tx: Writer,
  { offer: offerId, request: requestId, by }: Pair,
  now: number,
): Promise<Exclude<Picked, 'picked'> | { ids: string[]; driver: string }> {
  const [offer, request] = [await offers.find(tx, offerId), await requests.find(tx, requestId)];
  if (!offer || !request || offer.withdrawnAt !== null || request.withdrawnAt !== null) return 'gone';
  if (!occasions.isAhead(request.occasion, now) || !isSameWay(offer, request)) return 'gone';
  if (!matching.fits(offer, request, await matching.apart(tx, request.occasion.hub))) return 'does-not-fit';
  const legs = matching.legsShared(offer, request);
  const whole = legs.map((leg) => ({ leg }));
  if (!agreeing.isWhole(request, whole)) return 'no-way-back';
  const known = await rides.ofRequests(tx, [request.id]);
  if (known.some(rides.isAsked)) return 'gone';
  const aboard = (await rides.ofOffers(tx, [offer.id])).filter((ride) => ride.request !== request.id);
  if (!(await hasRoom(tx, offer, request, { legs, aboard }))) return 'full';
  const more = await routing.oneMore(tx, { offer, request, legs, aboard, by });
  if (!areInTime(request, more)) return 'does-not-fit';
  if (more.some(({ detourMin }) => detourMin > offer.detourMin + ROUNDED)) return 'too-far';
  await rides.discard(
    tx,
    known.map(({ id }) => id),
  );
  // Whoever was planned before has less time to spare now; nobody knows how much.
  for (const { id } of aboard) await rides.setSlack(tx, id, null);
  const ids = await rides.put(tx, more, now);
  return { ids, driver: offer.person };
}

/** To the same meet-up; elsewhere on the same day to the same place: a car to the market is none to the surgery. */
export function isSameWay({ occasion: a }: Offer, { occasion: b }: LiftRequest): boolean {
  if (a.hub !== b.hub || a.day !== b.day) return false;
  return a.meetup === null && b.meetup === null
    ? destinationOf(a) === destinationOf(b)
    : a.meetup === b.meetup;
}

/** Whoever rides in company keeps its times: these must do for them too. */
function areInTime({ occasion: { thereBy, readyFrom } }: LiftRequest, legs: rides.NewRide[]): boolean {
  return legs.every(({ leg, setDownAt, pickUpAt }) =>
    leg === 'out' ? setDownAt <= (thereBy ?? Infinity) : pickUpAt >= (readyFrom ?? 0),
  );
}

/** Whether the car takes them on each of these legs, besides all who are to ride in it. */
async function hasRoom(
  db: Reader,
  offer: Offer,
  request: LiftRequest,
  { legs, aboard }: { legs: Leg[]; aboard: Ride[] },
): Promise<boolean> {
  const others = await Promise.all(aboard.map((ride) => requests.find(db, ride.request)));
  return legs.every((leg) => {
    const some = others.filter((_, i) => aboard[i]!.leg === leg).filter((one) => one !== null);
    return matching.holds(offer, [...some, request]);
  });
}
