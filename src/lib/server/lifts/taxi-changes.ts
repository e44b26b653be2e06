import { DAY } from '#server/clock.ts';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, text, textOrNull } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';
import { hostsOf } from './lift-hosts.ts';
import * as liftLetters from './lift-letters.ts';
import { OCCASION_JOINS } from './occasions.ts';
import type { Outing } from './situations.ts';
import * as taxis from './taxis.ts';

/** A firm that has to be rung: so many people no longer go as it was ordered. */
export interface TaxiChange {
  id: string;
  taxi: string;
  name: string;
  telephone: string;
  people: number;
  /** Null, as its title, for elsewhere. */
  meetup: string | null;
  title: string | null;
  /** 'YYYY-MM-DD' where the hub is. */
  day: string;
}

/** Taxis ordered for these requests are not wanted as they are. Whoever ordered them is told to ring the firm. */
export async function note(tx: Writer, requests: string[], now: number): Promise<void> {
  const ids = JSON.stringify(requests);
  const noted = await tx.run(
    `INSERT INTO lift_taxi_changes (id, hub, taxi_id, meetup_id, on_date, people, ordered_by, made_at)
     SELECT lower(hex(randomblob(16))), l.hub, o.taxi_id, l.meetup_id, l.on_date, l.party + l.carer, o.ordered_by, :now
     FROM lift_taxi_orders o
     JOIN lift_requests l ON l.id = o.request_id
     WHERE o.request_id IN (SELECT value FROM json_each(:ids))`,
    { ids, now },
  );
  if (noted === 0) return;
  await tx.run('DELETE FROM lift_taxi_orders WHERE request_id IN (SELECT value FROM json_each(:ids))', {
    ids,
  });
  await tell(tx, now);
}

/** Writes to whoever ordered a taxi that is no longer wanted as it is; where they are gone, to those who look after it. */
async function tell(tx: Writer, now: number): Promise<void> {
  for (const row of await tx.all(UNTOLD)) {
    const [hub, meetup, by] = [text(row, 'hub'), textOrNull(row, 'meetup_id'), textOrNull(row, 'ordered_by')];
    const people = by === null ? await hostsOf(tx, { hub, meetup }) : [by];
    const about = { hub, kind: 'taxi-changed', subject: text(row, 'id'), occasion: 'changed' } as const;
    await letters.writeMany(
      tx,
      people.map((person) => ({ ...about, person, ways: 'all', dueAt: now, useBy: now + 2 * DAY })),
      now,
    );
  }
  await tx.run('UPDATE lift_taxi_changes SET told_at = :now WHERE told_at IS NULL', { now });
}

const UNTOLD = `
  SELECT id, hub, meetup_id, ordered_by
  FROM lift_taxi_changes
  WHERE told_at IS NULL
  ORDER BY made_at, id`;

/** What the firms of a hub have to be told, oldest first. */
export async function ofHub(db: Reader, hub: string): Promise<TaxiChange[]> {
  const rows = await db.all(
    `SELECT c.id, c.taxi_id, c.people, c.meetup_id, lift_taxis.name, lift_taxis.telephone,
       COALESCE(c.on_date, substr(m.starts_local, 1, 10)) AS day, COALESCE(m.title, s.title) AS title
     FROM lift_taxi_changes c
     JOIN lift_taxis ON lift_taxis.id = c.taxi_id
     LEFT JOIN meetups m ON m.id = c.meetup_id
     LEFT JOIN series s ON s.id = m.series_id
     WHERE c.hub = :hub AND c.rung_at IS NULL
     ORDER BY c.made_at, c.id`,
    { hub },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    taxi: text(row, 'taxi_id'),
    name: text(row, 'name'),
    telephone: text(row, 'telephone'),
    people: number(row, 'people'),
    meetup: textOrNull(row, 'meetup_id'),
    title: textOrNull(row, 'title'),
    day: text(row, 'day'),
  }));
}

/** Of one outing. */
export async function ofOuting(db: Reader, { hub, day, meetup }: Outing): Promise<TaxiChange[]> {
  const all = await ofHub(db, hub);
  return all.filter((one) =>
    meetup === null ? one.meetup === null && one.day === day : one.meetup === meetup,
  );
}

/** "The firm knows". Letters about it are settled with it. */
export async function ring(tx: Writer, { hub, id }: { hub: string; id: string }, now: number): Promise<void> {
  const rung = await tx.run(
    'UPDATE lift_taxi_changes SET rung_at = :now WHERE hub = :hub AND id = :id AND rung_at IS NULL',
    { hub, id, now },
  );
  if (rung === 0) return;
  const told = await tx.all(`SELECT person_id FROM letters WHERE kind = 'taxi-changed' AND subject = :id`, {
    id,
  });
  for (const row of told) await letters.markReachedAbout(tx, text(row, 'person_id'), id, 'told', now);
}

/** A host has called it off with the firm: a lift is looked for again, and whoever was to go by it hears so. */
export function callOff(db: Database, request: string, now: number): Promise<void> {
  return db.write(async (tx) => {
    await taxis.callOff(tx, request);
    await liftLetters.tellRiderOff(tx, request, now);
  });
}

/**
 * Sees to taxis of meet-ups that were cancelled or moved, and of people who have erased themselves. Returns how many
 * were ordered.
 */
export async function follow(db: Database, now: number): Promise<number> {
  const rows = await db.all(OTHERWISE, { now });
  const untold = await db.all(UNTOLD);
  if (rows.length + untold.length === 0) return 0;
  await db.write(async (tx) => {
    await note(
      tx,
      rows.map((row: Row) => text(row, 'request_id')),
      now,
    );
    // A cancelled meet-up tells everybody itself.
    for (const row of rows.filter((one) => flag(one, 'is_on')))
      await liftLetters.tellRiderOff(tx, text(row, 'request_id'), now);
    await tell(tx, now);
  });
  return rows.length;
}

const OTHERWISE = `
  SELECT o.request_id, m.cancelled_at IS NULL AS is_on
  FROM lift_taxi_orders o
  JOIN lift_requests l ON l.id = o.request_id
  ${OCCASION_JOINS}
  WHERE m.starts_at > :now AND (m.cancelled_at IS NOT NULL OR m.starts_at <> o.starts_at)`;
