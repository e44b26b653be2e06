import type { Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import type { RideReason } from './plan-reasons.ts';

export type Leg = 'out' | 'back';
export type Because =
  'driver-no' | 'rider-no' | 'driver-out' | 'rider-out' | 'cancelled' | 'moved' | 'host' | 'no-way-back';

/** One party in one car, one way. Instants are Unix seconds. A draft until somebody is asked. */
export interface Ride {
  id: string;
  request: string;
  offer: string;
  leg: Leg;
  stop: number;
  pickUpAt: number;
  setDownAt: number;
  /** Minutes that this leg takes the driver over driving alone, with all who were to ride. */
  detourMin: number;
  /** Minutes that their stop may be later, as it was planned; null where nobody planned it. */
  slackMin: number | null;
  /** Why this car, and how many minutes more it takes for them; null where nobody planned it. */
  because: RideReason['because'] | null;
  becauseMin: number;
  locked: boolean;
  askedAt: number | null;
  driverYesAt: number | null;
  riderYesAt: number | null;
  /** When both had said yes, to every leg that is wanted. */
  settledAt: number | null;
  driverAgainAt: number | null;
  riderAgainAt: number | null;
  readyAt: number | null;
  onMyWayAt: number | null;
  pickedUpAt: number | null;
  homeSafeAt: number | null;
}

const SELECT = `
  SELECT id, request_id, offer_id, leg, stop, pick_up_at, set_down_at, detour_min, slack_min, because, because_min,
    locked, asked_at, driver_yes_at, rider_yes_at, settled_at, driver_again_at, rider_again_at, ready_at, on_my_way_at,
    picked_up_at, home_safe_at
  FROM rides
  WHERE ended_at IS NULL AND request_id IS NOT NULL AND offer_id IS NOT NULL`;

/** A ride that goes on, or null. */
export async function find(db: Reader, id: string): Promise<Ride | null> {
  const row = await db.one(`${SELECT} AND id = :id`, { id });
  return row && fromRow(row);
}

/** The rides of these requests, drafts too, in the order in which they are picked up. */
export async function ofRequests(db: Reader, requests: string[]): Promise<Ride[]> {
  if (requests.length === 0) return [];
  const rows = await db.all(
    `${SELECT} AND request_id IN (SELECT value FROM json_each(:ids)) ORDER BY pick_up_at, stop, id`,
    { ids: JSON.stringify(requests) },
  );
  return rows.map(fromRow);
}

/** The rides of these cars, drafts too, in the order in which they are picked up. */
export async function ofOffers(db: Reader, offers: string[]): Promise<Ride[]> {
  if (offers.length === 0) return [];
  const rows = await db.all(
    `${SELECT} AND offer_id IN (SELECT value FROM json_each(:ids)) ORDER BY pick_up_at, stop, id`,
    { ids: JSON.stringify(offers) },
  );
  return rows.map(fromRow);
}

export type NewRide = Pick<
  Ride,
  | 'request'
  | 'offer'
  | 'leg'
  | 'stop'
  | 'pickUpAt'
  | 'setDownAt'
  | 'detourMin'
  | 'slackMin'
  | 'because'
  | 'becauseMin'
  | 'locked'
> & { by: string | null };

/** Puts rides down as a draft; a leg that has one already keeps it. Returns their ids. */
export async function put(tx: Writer, some: NewRide[], now: number): Promise<string[]> {
  const ids: string[] = [];
  for (const { locked, ...ride } of some) {
    const id = newId();
    const made = await tx.run(
      `INSERT INTO rides (id, request_id, offer_id, leg, stop, pick_up_at, set_down_at, detour_min, slack_min,
         because, because_min, locked, made_at, made_by)
       VALUES (:id, :request, :offer, :leg, :stop, :pickUpAt, :setDownAt, :detourMin, :slackMin, :because,
         :becauseMin, :locked, :now, :by)
       ON CONFLICT DO NOTHING`,
      { ...ride, id, locked: Number(locked), now },
    );
    if (made === 1) ids.push(id);
  }
  return ids;
}

/** Takes drafts out that nobody was asked about; they leave no trace. */
export async function discard(tx: Writer, ids: string[]): Promise<void> {
  await tx.run(`DELETE FROM rides WHERE asked_at IS NULL AND id IN (SELECT value FROM json_each(:ids))`, {
    ids: JSON.stringify(ids),
  });
}

export async function setSlack(tx: Writer, id: string, slackMin: number | null): Promise<void> {
  await tx.run('UPDATE rides SET slack_min = :slackMin WHERE id = :id', { id, slackMin });
}

/** Of these requests, those whose settled lift has fallen through with its driver; whatever they have found since. */
export async function ofLostDrivers(db: Reader, requests: string[]): Promise<Set<string>> {
  const rows = await db.all(
    `SELECT DISTINCT request_id
     FROM rides
     WHERE settled_at IS NOT NULL AND ended_because IN ('driver-no', 'driver-out')
       AND request_id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(requests) },
  );
  return new Set(rows.map((row) => text(row, 'request_id')));
}

/** Ends rides that somebody was asked about. */
export async function end(tx: Writer, ids: string[], because: Because, now: number): Promise<void> {
  await tx.run(
    `UPDATE rides SET ended_at = :now, ended_because = :because
     WHERE ended_at IS NULL AND id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(ids), because, now },
  );
}

export function isAsked({ askedAt }: Pick<Ride, 'askedAt'>): boolean {
  return askedAt !== null;
}

/** The driver is on the way, or has them in the car. */
export function isUnderWay({ onMyWayAt, pickedUpAt }: Pick<Ride, 'onMyWayAt' | 'pickedUpAt'>): boolean {
  return onMyWayAt !== null || pickedUpAt !== null;
}

function fromRow(row: Row): Ride {
  return {
    id: text(row, 'id'),
    request: text(row, 'request_id'),
    offer: text(row, 'offer_id'),
    leg: text(row, 'leg') as Leg,
    stop: number(row, 'stop'),
    pickUpAt: number(row, 'pick_up_at'),
    setDownAt: number(row, 'set_down_at'),
    detourMin: number(row, 'detour_min'),
    slackMin: numberOrNull(row, 'slack_min'),
    because: textOrNull(row, 'because') as Ride['because'],
    becauseMin: numberOrNull(row, 'because_min') ?? 0,
    locked: flag(row, 'locked'),
    askedAt: numberOrNull(row, 'asked_at'),
    driverYesAt: numberOrNull(row, 'driver_yes_at'),
    riderYesAt: numberOrNull(row, 'rider_yes_at'),
    settledAt: numberOrNull(row, 'settled_at'),
    driverAgainAt: numberOrNull(row, 'driver_again_at'),
    riderAgainAt: numberOrNull(row, 'rider_again_at'),
    readyAt: numberOrNull(row, 'ready_at'),
    onMyWayAt: numberOrNull(row, 'on_my_way_at'),
    pickedUpAt: numberOrNull(row, 'picked_up_at'),
    homeSafeAt: numberOrNull(row, 'home_safe_at'),
  };
}
