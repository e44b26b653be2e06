import { KM_A_MILE } from '#lib/lift-words.ts';
import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import * as distance from './distance.ts';
import type { MyOffer, MyRequest } from './own-lifts.ts';
import * as rates from './rates.ts';
import type { LiftRequest } from './requests.ts';
import type { Ride } from './rides.ts';

/** The share of the cost that is suggested for one ride: words for two people, never a payment. */
export interface Share {
  pence: number;
  tenthMiles: number;
  penceAMile: number;
  /** All in the car, the driver among them. */
  aboard: number;
}

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
 * changes. A ride whose length is not known gets none.
 */
export async function fix(tx: Writer, settled: Ride[], request: LiftRequest, now: number): Promise<void> {
  const { point, occasion } = request;
  const rate = rates.on(await rates.ofHub(tx, occasion.hub), occasion.day);
  if (!rate || !point || !occasion.point) return;
  const tenthMiles = tenthMilesBetween(point, occasion.point);
  const cost = costOf({ tenthMiles, penceAMile: rate.aMile });
  const party = request.party + Number(request.carer);
  for (const ride of settled) {
    const others = await othersIn(tx, ride);
    const aboard = 1 + party + others.people;
    await tx.run(
      `INSERT INTO lift_shares (ride_id, tenth_miles, pence_a_mile, aboard, pence, fixed_at)
       VALUES (:ride, :tenthMiles, :penceAMile, :aboard, :pence, :now)
       ON CONFLICT DO NOTHING`,
      {
        ride: ride.id,
        tenthMiles,
        penceAMile: rate.aMile,
        aboard,
        pence: evenShare({ cost, party, aboard }, others.fixed),
        now,
      },
    );
  }
}

/** The shares that were fixed for somebody's lifts, by ride. */
export async function ofLifts(
  db: Reader,
  { requests, offers }: { requests: MyRequest[]; offers: MyOffer[] },
): Promise<Record<string, Share>> {
  const stops = offers.flatMap(({ runs }) => runs.flatMap((run) => run.stops));
  const ids = [...requests.flatMap((one) => one.rides.map(({ id }) => id)), ...stops.map(({ ride }) => ride)];
  if (ids.length === 0) return {};
  const rows = await db.all(
    `SELECT ride_id, tenth_miles, pence_a_mile, aboard, pence
     FROM lift_shares
     WHERE ride_id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(ids) },
  );
  return Object.fromEntries(rows.map((row) => [text(row, 'ride_id'), fromRow(row)]));
}

/** Miles by road in tenths, as the plan reckons them. */
export function tenthMilesBetween(a: distance.Point, b: distance.Point): number {
  return Math.round((distance.roadKmBetween(a, b) / KM_A_MILE) * 10);
}

/** Who else was asked to ride in that car that way, and what was fixed for them. */
async function othersIn(tx: Reader, { id, offer, leg }: Ride): Promise<{ people: number; fixed: Fixed[] }> {
  const rows = await tx.all(
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
    fixed: fixed.map((share) => ({ cost: costOf(share), share: share.pence })),
  };
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
  };
}
