import { MINUTE } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import * as distance from './distance.ts';
import type { Point } from './distance.ts';
import type { Offer } from './offers.ts';
import type { Occasion } from './occasions.ts';
import * as points from './points.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';
import type { Leg, NewRide, Ride } from './rides.ts';

/** Getting in, and the unforeseen. */
const TO_SPARE = 5 * MINUTE;
/** Where no way is known. */
const USUAL_WAY = 15 * MINUTE;

const OPEN_STAY = 60 * MINUTE;

type Way = (a: Point | null, b: Point | null) => number;

/**
 * One more rider in a car, by hand: fetched first on the way there and set down last on the way back, so that nobody
 * who was told a time is told another. Without others, straight from door to door.
 */
export async function oneMore(db: Reader, { offer, request, legs, aboard, by }: OneMore): Promise<NewRide[]> {
  const speed = await points.speedOf(db, request.occasion.hub);
  const way: Way = (a, b) => (a && b ? Math.ceil(distance.minutesBetween(a, b, speed)) * MINUTE : USUAL_WAY);
  const rides: NewRide[] = [];
  for (const leg of legs) {
    const others = aboard.filter((ride) => ride.leg === leg);
    const times =
      leg === 'out'
        ? await wayThere(db, { offer, request, others, way })
        : await wayBack(db, { offer, request, others, way });
    rides.push({
      ...{ request: request.id, offer: offer.id, leg, locked: true, by },
      ...{ slackMin: null, because: null, becauseMin: 0 },
      ...times,
    });
  }
  return rides;
}

interface OneMore {
  offer: Offer;
  request: LiftRequest;
  legs: Leg[];
  /** Who rides in the car already. */
  aboard: Ride[];
  by: string;
}

interface OneLeg {
  offer: Offer;
  request: LiftRequest;
  others: Ride[];
  way: Way;
}

type Times = Pick<NewRide, 'stop' | 'pickUpAt' | 'setDownAt' | 'detourMin'>;

async function wayThere(db: Reader, { offer, request, others, way }: OneLeg): Promise<Times> {
  const { point, occasion } = request;
  const help = request.helpMin * MINUTE;
  const first = others.reduce<Ride | null>((so, one) => (so && so.pickUpAt <= one.pickUpAt ? so : one), null);
  const next = first ? ((await requests.find(db, first.request))?.point ?? null) : occasion.point;
  const setDownAt = first ? first.setDownAt : occasion.thereBy! - TO_SPARE;
  const pickUpAt = (first ? first.pickUpAt : setDownAt) - way(point, next) - help;
  const more = way(offer.point, point) + way(point, next) - way(offer.point, next) + help;
  return { stop: (first?.stop ?? 1) - 1, pickUpAt, setDownAt, detourMin: detourOf(others, more) };
}

async function wayBack(db: Reader, { offer, request, others, way }: OneLeg): Promise<Times> {
  const { point, occasion } = request;
  const help = request.helpMin * MINUTE;
  const last = others.reduce<Ride | null>(
    (so, one) => (so && so.setDownAt >= one.setDownAt ? so : one),
    null,
  );
  const before = last ? ((await requests.find(db, last.request))?.point ?? null) : occasion.point;
  const pickUpAt = last ? last.pickUpAt : readyFromOf(occasion) + TO_SPARE;
  const setDownAt = (last ? last.setDownAt : pickUpAt) + way(before, point) + help;
  const more = way(before, point) + way(point, offer.point) - way(before, offer.point) + help;
  return { stop: (last?.stop ?? -1) + 1, pickUpAt, setDownAt, detourMin: detourOf(others, more) };
}

/** "Back when I am done" is thought of as an hour later; the driver is rung when it is. */
function readyFromOf({ readyFrom, thereBy }: Occasion): number {
  return readyFrom ?? thereBy! + OPEN_STAY;
}

/** Minutes that the whole leg takes the driver over driving alone. */
function detourOf(others: Ride[], more: number): number {
  const before = Math.max(0, ...others.map(({ detourMin }) => detourMin));
  return before + Math.max(0, Math.round(more / MINUTE));
}
