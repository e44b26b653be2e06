import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import type { Leg, NewRide } from './rides.ts';
import * as rides from './rides.ts';
import type { Outing } from './situations.ts';

/** One ride of a change, in the place of another or of none. Instants are Unix seconds. */
export interface ChangedRide extends Pick<
  NewRide,
  'request' | 'offer' | 'leg' | 'stop' | 'pickUpAt' | 'setDownAt' | 'detourMin' | 'slackMin'
> {
  /** The ride that it takes the place of; null where they have none. */
  instead: string | null;
  riderYesAt: number | null;
  driverYesAt: number | null;
}

/**
 * What neighbours are asked to change after a driver dropped out, so that nobody stays at home. What is agreed stands
 * until all of them have said yes.
 */
export interface Change {
  id: string;
  /** So many rides it was when it was asked. */
  parts: number;
  rides: ChangedRide[];
}

export type Role = 'rider' | 'driver';

/** The change that is being asked of an outing, or null. */
export async function ofOuting(db: Reader, { hub, day, meetup }: Outing): Promise<Change | null> {
  const row =
    meetup === null
      ? await db.one(`${SELECT} WHERE hub = :hub AND on_date = :day AND ended_at IS NULL`, { hub, day })
      : await db.one(`${SELECT} WHERE meetup_id = :meetup AND ended_at IS NULL`, { meetup });
  return row && changeOf(db, row);
}

const SELECT = 'SELECT id, parts FROM lift_changes';

/** The change that is being asked of whoever made this request or this offer, or null. */
export async function asking(db: Reader, id: string): Promise<Change | null> {
  const row = await db.one(
    `${SELECT}
     WHERE ended_at IS NULL
       AND id IN (SELECT change_id FROM lift_change_rides WHERE request_id = :id OR offer_id = :id)`,
    { id },
  );
  return row && changeOf(db, row);
}

/** The requests and offers of those who said no to a change of this outing before. */
export async function refusedBy(db: Reader, { hub, day, meetup }: Outing): Promise<Set<string>> {
  const rows =
    meetup === null
      ? await db.all(`${REFUSED} AND hub = :hub AND on_date = :day`, { hub, day })
      : await db.all(`${REFUSED} AND meetup_id = :meetup`, { meetup });
  return new Set(rows.map((row) => text(row, 'no_from')));
}

const REFUSED = 'SELECT no_from FROM lift_changes WHERE no_from IS NOT NULL';

/** Whether whoever made this request or offer said no to a change: a second tap on "no" takes nothing else away. */
export async function isRefuser(db: Reader, id: string): Promise<boolean> {
  return (await db.one(`${REFUSED} AND no_from = :id LIMIT 1`, { id })) !== null;
}

/** Whether whoever made this request or offer was asked for a change that came to nothing: what they had stands. */
export async function wasAsked(db: Reader, id: string): Promise<boolean> {
  const one = await db.one(
    `SELECT 1
     FROM lift_change_rides
     JOIN lift_changes ON lift_changes.id = change_id
     WHERE ended_because IN ('no', 'overtaken') AND (request_id = :id OR offer_id = :id)
     LIMIT 1`,
    { id },
  );
  return one !== null;
}

/** Of one change: what this rider or driver is asked and has not answered. */
export function openFor({ rides }: Change, role: Role, id: string): ChangedRide[] {
  return role === 'rider'
    ? rides.filter(({ request, riderYesAt }) => request === id && riderYesAt === null)
    : rides.filter(({ offer, driverYesAt }) => offer === id && driverYesAt === null);
}

/** Writes down what is asked. Drafts of those riders give way to it. Nobody hears of it by this alone. */
export async function write(
  tx: Writer,
  { outing: { hub, day, meetup }, rides: some }: { outing: Outing; rides: ChangedRide[] },
  now: number,
): Promise<void> {
  const id = newId();
  await tx.run(
    `INSERT INTO lift_changes (id, hub, meetup_id, on_date, parts, asked_at)
     VALUES (:id, :hub, :meetup, :onDate, :parts, :now)`,
    { id, hub, meetup, onDate: meetup === null ? day : null, parts: some.length, now },
  );
  for (const { request, offer, leg, stop, pickUpAt, setDownAt, detourMin, slackMin, instead } of some) {
    await tx.run(
      `INSERT INTO lift_change_rides (change_id, request_id, offer_id, leg, stop, pick_up_at, set_down_at, detour_min,
         slack_min, instead_of)
       VALUES (:id, :request, :offer, :leg, :stop, :pickUpAt, :setDownAt, :detourMin, :slackMin, :instead)`,
      { id, request, offer, leg, stop, pickUpAt, setDownAt, detourMin, slackMin, instead },
    );
  }
  await discardDrafts(tx, some);
}

/** Drafts of these riders on these legs give way. */
export async function discardDrafts(tx: Writer, some: ChangedRide[]): Promise<void> {
  const known = await rides.ofRequests(tx, [...new Set(some.map(({ request }) => request))]);
  const isMeant = ({ request, leg }: { request: string; leg: Leg }) =>
    some.some((one) => one.request === request && one.leg === leg);
  await rides.discard(
    tx,
    known.filter(isMeant).map(({ id }) => id),
  );
}

export async function sayYes(tx: Writer, { id }: Change, role: Role, of: string, now: number): Promise<void> {
  await tx.run(
    role === 'rider'
      ? `UPDATE lift_change_rides SET rider_yes_at = COALESCE(rider_yes_at, :now)
         WHERE change_id = :id AND request_id = :of`
      : `UPDATE lift_change_rides SET driver_yes_at = COALESCE(driver_yes_at, :now)
         WHERE change_id = :id AND offer_id = :of`,
    { id, of, now },
  );
}

export async function end(
  tx: Writer,
  { id }: Change,
  { because, noFrom = null }: { because: 'done' | 'no' | 'overtaken'; noFrom?: string | null },
  now: number,
): Promise<void> {
  await tx.run(
    `UPDATE lift_changes SET ended_at = :now, ended_because = :because, no_from = :noFrom
     WHERE id = :id AND ended_at IS NULL`,
    { id, because, noFrom, now },
  );
}

async function changeOf(db: Reader, row: Row): Promise<Change> {
  const id = text(row, 'id');
  const rows = await db.all(
    `SELECT request_id, offer_id, leg, stop, pick_up_at, set_down_at, detour_min, slack_min, instead_of, rider_yes_at,
       driver_yes_at
     FROM lift_change_rides
     WHERE change_id = :id
     ORDER BY pick_up_at, stop, request_id`,
    { id },
  );
  return { id, parts: number(row, 'parts'), rides: rows.map(fromRow) };
}

function fromRow(row: Row): ChangedRide {
  return {
    request: text(row, 'request_id'),
    offer: text(row, 'offer_id'),
    leg: text(row, 'leg') as Leg,
    stop: number(row, 'stop'),
    pickUpAt: number(row, 'pick_up_at'),
    setDownAt: number(row, 'set_down_at'),
    detourMin: number(row, 'detour_min'),
    slackMin: numberOrNull(row, 'slack_min'),
    instead: textOrNull(row, 'instead_of'),
    riderYesAt: numberOrNull(row, 'rider_yes_at'),
    driverYesAt: numberOrNull(row, 'driver_yes_at'),
  };
}

/** Forgets changes that were asked so long ago. */
export async function forget(tx: Writer, before: number): Promise<void> {
  await tx.run('DELETE FROM lift_changes WHERE asked_at < :before', { before });
}
