import { DAY, HOUR } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import * as changes from './changes.ts';
import * as dropping from './dropping.ts';
import * as liftLetters from './lift-letters.ts';
import * as requests from './requests.ts';
import * as rides from './rides.ts';
import * as taxiChanges from './taxi-changes.ts';

/** A meet-up that moved by less than this still suits the lifts to it. */
const LITTLE = 15 * 60;
const LONG_BEFORE = 3 * HOUR;
const KEPT = 90 * DAY;
const TABLES = [
  ['lift_requests', 'request_id'],
  ['lift_offers', 'offer_id'],
] as const;

/**
 * Lets lifts follow what else became of things: who says "not this time" needs no lift and gives none, who has erased
 * themselves is gone, and a meet-up that moved needs another plan. Whoever counted on it is told. Returns how many.
 */
export async function follow(db: Database, now: number): Promise<number> {
  const lifts =
    (await followAnswers(db, now)) + (await followErasures(db, now)) + (await followMoves(db, now));
  return lifts + (await taxiChanges.follow(db, now));
}

async function followAnswers(db: Database, now: number): Promise<number> {
  const gone = (table: 'lift_requests' | 'lift_offers') => `
    SELECT l.id
    FROM ${table} l
    JOIN meetups m ON m.id = l.meetup_id
    JOIN rsvps ON rsvps.meetup_id = l.meetup_id AND rsvps.person_id = l.person_id
    WHERE l.withdrawn_at IS NULL AND rsvps.answer = 'not-this-time' AND m.starts_at > :now
      AND m.cancelled_at IS NULL`;
  const riders = await db.all(gone('lift_requests'), { now });
  const drivers = await db.all(gone('lift_offers'), { now });
  for (const row of riders) await dropping.withdrawRequest(db, text(row, 'id'), now);
  for (const row of drivers) await dropping.withdrawOffer(db, text(row, 'id'), now);
  return riders.length + drivers.length;
}

/** A ride whose driver or rider is no longer in the tables. */
async function followErasures(db: Database, now: number): Promise<number> {
  const orphans = (reader: Reader) =>
    reader.all(
      `SELECT id, request_id, offer_id, asked_at
       FROM rides
       WHERE ended_at IS NULL AND (request_id IS NULL OR offer_id IS NULL)`,
    );
  if ((await orphans(db)).length === 0) return 0;
  return db.write(async (tx) => {
    const rows = await orphans(tx);
    const told = new Set<string>();
    for (const row of rows) {
      const [request, offer] = [textOrNull(row, 'request_id'), textOrNull(row, 'offer_id')];
      await rides.end(tx, [text(row, 'id')], offer === null ? 'driver-out' : 'rider-out', now);
      if (row.asked_at === null || told.has(request ?? offer ?? '')) continue;
      told.add(request ?? offer ?? '');
      if (request !== null) await tellAhead(tx, request, now);
      else if (offer !== null) await liftLetters.tellDriverOff(tx, offer, now);
    }
    return rows.length;
  });
}

async function tellAhead(tx: Writer, request: string, now: number): Promise<void> {
  const about = await requests.find(tx, request);
  if (about && now < about.occasion.dayEnds) await liftLetters.tellRiderOff(tx, request, now);
}

/** What was agreed for another time is not agreed any more. */
async function followMoves(db: Database, now: number): Promise<number> {
  const rows = await db.all(
    `SELECT DISTINCT r.request_id, r.offer_id
     FROM rides r
     JOIN lift_requests l ON l.id = r.request_id
     JOIN meetups m ON m.id = l.meetup_id
     WHERE r.ended_at IS NULL AND r.offer_id IS NOT NULL AND m.starts_at > :now AND m.cancelled_at IS NULL
       AND (r.leg = 'out' AND l.there_by IS NULL
           AND r.set_down_at NOT BETWEEN m.starts_at - ${LONG_BEFORE} AND m.starts_at + ${LITTLE}
         OR r.leg = 'back' AND l.ready_from IS NULL
           AND r.pick_up_at NOT BETWEEN m.ends_at - ${LITTLE} AND m.ends_at + ${LONG_BEFORE})`,
    { now },
  );
  for (const row of rows) {
    const request = text(row, 'request_id');
    await db.write(async (tx) => {
      const wasAsked = (await rides.ofRequests(tx, [request])).some(rides.isAsked);
      await dropping.loseRider(tx, request, 'moved', now);
      if (wasAsked) await liftLetters.tellRiderOff(tx, request, now);
    });
  }
  return rows.length;
}

/** Takes out what is kept no longer: lifts 90 days after, and a home nobody was fetched from for as long. */
export async function tidy(db: Database, now: number): Promise<void> {
  const before = now - KEPT;
  await db.write(async (tx) => {
    for (const [table, column] of TABLES) {
      const old = `(
        SELECT l.id
        FROM ${table} l
        LEFT JOIN meetups m ON m.id = l.meetup_id
        WHERE COALESCE(m.ends_at, unixepoch(l.on_date)) < :before)`;
      await tx.run(`DELETE FROM rides WHERE ${column} IN ${old}`, { before });
      await tx.run(`DELETE FROM ${table} WHERE id IN ${old}`, { before });
    }
    await tx.run('DELETE FROM rides WHERE ended_at < :before', { before });
    await changes.forget(tx, before);
    await tx.run('DELETE FROM lift_taxi_changes WHERE made_at < :before', { before });
    await tx.run(
      `DELETE FROM lift_homes
       WHERE changed_at < :before
         AND NOT EXISTS (
           SELECT 1 FROM lift_requests
           WHERE lift_requests.person_id = lift_homes.person_id AND lift_requests.from_point_id IS NULL)
         AND NOT EXISTS (
           SELECT 1 FROM lift_offers
           WHERE lift_offers.person_id = lift_homes.person_id AND lift_offers.from_point_id IS NULL)`,
      { before },
    );
  });
}
