import { MINUTE } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import * as agreeing from './agreeing.ts';
import * as changes from './changes.ts';
import type { ChangedRide } from './changes.ts';
import { placesOf } from './lift-places.ts';
import * as liftProblem from './lift-problem.ts';
import type { Plan } from './plan-problem.ts';
import { repair } from './plan-repair.ts';
import { answerOf } from './planned-rides.ts';
import { planned, type Ways } from './planning.ts';
import type { LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import type { NewRide, Ride } from './rides.ts';
import type { Roads } from './roads.ts';
import * as situations from './situations.ts';
import type { Outing, Situation } from './situations.ts';
import * as travel from './travel.ts';

/** Who was told a time holds to it within so much (seconds); whoever is later or sooner than that is asked. */
const NEAR = 3 * MINUTE;

/** A start: those who were to ride, all that they have now, and those who lost their driver and are left by a plan. */
interface Known {
  situation: Situation;
  ways: Ways;
  plan: Plan;
  lost: Set<string>;
}

interface Way {
  rides: ChangedRide[];
  /** How many who lost their driver go by it, and how many requests have another ride by it. */
  found: number;
  moved: Set<string>;
}

/**
 * Where a driver has dropped out and no seat is free: how everybody who was to go still can, if others go another way,
 * as few of them as can be. Of those whose lift is settled only; whoever said no to such a change before is not asked
 * again. Null where nobody more could go.
 */
export async function find(
  db: Reader,
  outing: Outing,
  roads: Roads | null,
  now: number,
): Promise<ChangedRide[] | null> {
  const known = await read(db, outing, roads, now);
  if (!known) return null;
  const refused = await changes.refusedBy(db, outing);
  const free = freeIn(known, refused);
  const first = wayBy(known, free);
  if (!first) return null;
  // Once more, with only those who moved free to move: so the others keep their times too.
  const second = wayBy(known, new Set([...free].filter((id) => first.moved.has(id))));
  const isFewer = second && second.found >= first.found && second.moved.size <= first.moved.size;
  return (isFewer ? second : first).rides;
}

async function read(db: Reader, outing: Outing, roads: Roads | null, now: number): Promise<Known | null> {
  const all = await situations.read(db, outing, now);
  const ids = all.requests.map(({ id }) => id);
  const refused = await changes.refusedBy(db, outing);
  const live = await rides.ofRequests(db, ids);
  const had = await rides.ofLostDrivers(db, ids);
  const lost = all.requests.filter((one) => had.has(one.id) && !refused.has(one.id) && !isCarried(one, live));
  if (lost.length === 0) return null;
  const isIn = ({ id }: LiftRequest) =>
    lost.some((one) => one.id === id) || live.some((r) => r.request === id);
  const situation = { ...all, requests: all.requests.filter(isIn), kept: live };
  const places = placesOf(situation);
  const { minutes } = await travel.between(places.all, { speedKmh: all.speedKmh, roads });
  const refusing = all.offers.filter(({ id }) => refused.has(id)).map(({ id }) => id);
  const { plan, left } = planned(situation, { places, travel: minutes, left: refusing });
  const still = lost.filter((one) => !isCarriedBy(one, plan, live));
  if (still.length === 0) return null;
  const ways = { places, travel: minutes, left };
  return { situation, ways, plan, lost: new Set(still.map(({ id }) => id)) };
}

function isCarried(request: LiftRequest, some: Pick<Ride, 'request' | 'leg'>[]): boolean {
  return agreeing.isWhole(
    request,
    some.filter((ride) => ride.request === request.id),
  );
}

function isCarriedBy(request: LiftRequest, plan: Plan, live: Ride[]): boolean {
  return isCarried(request, [...live, ...ridesOf(plan)]);
}

function ridesOf({ rides: some }: Plan): Pick<Ride, 'request' | 'leg'>[] {
  return some.map(({ request, leg }) => ({ request, leg: leg === 'out' ? 'out' : 'back' }));
}

/** Those who may be asked to go otherwise: all of their lift is settled, or nobody was asked yet. */
function freeIn({ situation, ways, lost }: Known, refused: Set<string>): Set<string> {
  const { requests, kept } = situation;
  return new Set(
    requests
      .filter((request) => {
        const own = kept.filter((ride) => ride.request === request.id);
        if (lost.has(request.id) || refused.has(request.id) || !isCarried(request, own)) return false;
        if (own.some((ride) => ways.left.includes(ride.offer) || rides.isUnderWay(ride))) return false;
        return (
          own.every(({ settledAt }) => settledAt !== null) ||
          own.every((ride) => !rides.isAsked(ride) && !ride.locked)
        );
      })
      .map(({ id }) => id),
  );
}

/** A plan with these free to move, as a change; null where it takes nobody more, or leaves somebody who had a lift. */
function wayBy({ situation, ways, plan, lost }: Known, free: Set<string>): Way | null {
  const held = { ...situation, kept: situation.kept.filter(({ request }) => !free.has(request)) };
  const problem = liftProblem.toProblem(held, ways);
  const { plan: other } = repair(problem, plan, null);
  const carried = ridesOf(other);
  const stays = (ride: Ride) =>
    !free.has(ride.request) ||
    carried.some(({ request, leg }) => request === ride.request && leg === ride.leg);
  const found = situation.requests.filter(
    (one) => lost.has(one.id) && isCarriedBy(one, other, situation.kept),
  );
  if (found.length === 0 || !situation.kept.every(stays)) return null;
  const { rides: some } = answerOf(held, { problem, plan: other, by: null });
  const changed = some.flatMap((ride) => asChanged(situation, ride));
  return { rides: changed, found: found.length, moved: new Set(changed.map(({ request }) => request)) };
}

/** What is other than it is now, and for whom. */
function asChanged({ kept }: Situation, ride: NewRide): ChangedRide[] {
  const { request, offer, leg, stop, pickUpAt, setDownAt, detourMin, slackMin } = ride;
  const before = kept.find((one) => one.request === request && one.leg === leg);
  const isSame =
    before?.offer === offer &&
    Math.abs(before.pickUpAt - pickUpAt) <= NEAR &&
    Math.abs(before.setDownAt - setDownAt) <= NEAR;
  if (isSame) return [];
  const instead = before && rides.isAsked(before) ? before.id : null;
  const same = { request, offer, leg, stop, pickUpAt, setDownAt, detourMin, slackMin };
  return [{ ...same, instead, riderYesAt: null, driverYesAt: null }];
}
