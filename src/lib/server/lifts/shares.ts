import { KM_A_MILE } from '#lib/lift-words.ts';
import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import * as distance from './distance.ts';
import type { MyOffer, MyRequest } from './own-lifts.ts';
import * as rates from './rates.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import type { Ride } from './rides.ts';

/** The share of the cost that is suggested for one ride: words for two people, never a payment. */
export interface Share {
  /** For the whole way; for each mile where nobody knows how far it is. */
  pence: number;
  /** 0: nobody knows how far it is. */
  tenthMiles: number;
  penceAMile: number;
  /** All in the car, the driver among them. */
  aboard: number;
  /** Both have said yes; until then it is what it would be if nothing else changed. */
  isFixed: boolean;
}

/** Where the length is not known the share is one of a mile. */
const ONE_MILE = 10;

/** What a ride costs to drive at its rate, and the share that was fixed for it; in pence. */
interface Fixed {
  cost: number;
  share: number;
}

/**
 * An even share for so many of those aboard, rounded down, and less where others' shares leave no more: whoever drops
 * out later, those who ride never give more together than the longest of their ways costs to drive. That is the limit of
 * the law for a car that is not licensed (Road Traffic Act 1988, section 150).
 */
export function evenShare(
  { cost, party, aboard }: { cost: number; party: number; aboard: number },
  others: Fixed[],
): number {
  const limits = [cost, ...others.map((other) => other.cost).filter((one) => one > cost)];
  const room = limits.map(
    (limit) => limit - others.reduce((sum, one) => sum + (one.cost <= limit ? one.share : 0), 0),
  );
  return Math.max(0, Math.min(Math.floor((cost * party) / aboard), ...room));
}

/**
 * Fixes the suggested shares of rides that have just been settled, at the rate of their day. Once fixed, a share never
 * changes. Of a ride whose length is not known it is fixed by the mile.
 */
export async function fix(tx: Writer, settled: Ride[], request: LiftRequest, now: number): Promise<void> {
  for (const ride of settled) {
    const share = await suggest(tx, ride, request);
    if (!share) continue;
    const { tenthMiles, penceAMile, aboard, pence } = share;
    await tx.run(
      `INSERT INTO lift_shares (ride_id, tenth_miles, pence_a_mile, aboard, pence, fixed_at)
       VALUES (:ride, :tenthMiles, :penceAMile, :aboard, :pence, :now)
       ON CONFLICT DO NOTHING`,
      { ride: ride.id, tenthMiles, penceAMile, aboard, pence, now },
    );
  }
}

/** What the share of a ride would be as things stand; null where the hub has no rate for that day. */
async function suggest(
  db: Reader,
  ride: Ride,
  { point, occasion, party: people, carer }: LiftRequest,
): Promise<Share | null> {
  const rate = rates.on(await rates.ofHub(db, occasion.hub), occasion.day);
  if (!rate) return null;
  const penceAMile = rate.aMile;
  const tenthMiles = point && occasion.point ? tenthMilesBetween(point, occasion.point) : 0;
  const party = people + Number(carer);
  const others = await othersIn(db, ride, { tenthMiles, penceAMile });
  const aboard = 1 + party + others.people;
  const cost = costOf({ tenthMiles: tenthMiles || ONE_MILE, penceAMile });
  const pence = evenShare({ cost, party, aboard }, others.fixed);
  return { pence, tenthMiles, penceAMile, aboard, isFixed: false };
}

/** The shares of somebody's lifts, by ride: as they were fixed, or as they would be if both said yes now. */
export async function ofLifts(
  db: Reader,
  { requests: own, offers }: { requests: MyRequest[]; offers: MyOffer[] },
): Promise<Record<string, Share>> {
  const stops = offers.flatMap(({ runs }) => runs.flatMap((run) => run.stops));
  const ids = [...own.flatMap((one) => one.rides.map(({ id }) => id)), ...stops.map(({ ride }) => ride)];
  if (ids.length === 0) return {};
  const rows = await db.all(
    `SELECT ride_id, tenth_miles, pence_a_mile, aboard, pence
     FROM lift_shares
     WHERE ride_id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(ids) },
  );
  const known = Object.fromEntries(rows.map((row) => [text(row, 'ride_id'), fromRow(row)]));
  for (const id of ids) {
    const ride = known[id] ? null : await rides.find(db, id);
    const request = ride && ride.settledAt === null ? await requests.find(db, ride.request) : null;
    const share = ride && request ? await suggest(db, ride, request) : null;
    if (share) known[id] = share;
  }
  return known;
}

/** Miles by road in tenths, as the plan reckons them. */
export function tenthMilesBetween(a: distance.Point, b: distance.Point): number {
  return Math.round((distance.roadKmBetween(a, b) / KM_A_MILE) * 10);
}

/**
 * Who else was asked to ride in that car that way, and what was fixed for them. Where the length of one of the two is
 * not known, they are set side by side mile for mile.
 */
async function othersIn(
  db: Reader,
  { id, offer, leg }: Ride,
  way: Pick<Share, 'tenthMiles' | 'penceAMile'>,
): Promise<{ people: number; fixed: Fixed[] }> {
  const rows = await db.all(
    `SELECT l.party + l.carer AS people, s.ride_id, s.tenth_miles, s.pence_a_mile, s.aboard, s.pence
     FROM rides r
     JOIN lift_requests l ON l.id = r.request_id
     LEFT JOIN lift_shares s ON s.ride_id = r.id
     WHERE r.offer_id = :offer AND r.leg = :leg AND r.id <> :id AND r.asked_at IS NOT NULL AND r.ended_at IS NULL`,
    { id, offer, leg },
  );
  const fixed = rows.filter((row) => row.ride_id !== null).map(fromRow);
  return {
    people: rows.reduce((sum, row) => sum + number(row, 'people'), 0),
    fixed: fixed.map((share) => besides(share, way)),
  };
}

function besides(share: Share, { tenthMiles, penceAMile }: Pick<Share, 'tenthMiles' | 'penceAMile'>): Fixed {
  if ((share.tenthMiles === 0) === (tenthMiles === 0) && tenthMiles > 0)
    return { cost: costOf(share), share: share.pence };
  const [theirs, own] = [share.tenthMiles || ONE_MILE, tenthMiles || ONE_MILE];
  return { cost: costOf({ tenthMiles: own, penceAMile }), share: Math.ceil((share.pence * own) / theirs) };
}

/** Pence for driving that far, rounded down. */
function costOf({ tenthMiles, penceAMile }: Pick<Share, 'tenthMiles' | 'penceAMile'>): number {
  return Math.floor((tenthMiles * penceAMile) / 10);
}

function fromRow(row: Row): Share {
  return {
    pence: number(row, 'pence'),
    tenthMiles: number(row, 'tenth_miles'),
    penceAMile: number(row, 'pence_a_mile'),
    aboard: number(row, 'aboard'),
    isFixed: true,
  };
}
