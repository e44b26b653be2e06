import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { flag, number, text } from '#server/db/rows.ts';
import { localOf } from '#server/wall-clock.ts';
import { dayOf } from './days.ts';
import * as meetups from './meetups.ts';
import type { Meetup } from './meetups.ts';

/** How many were there. It stays; the names of who came do not. */
export interface Tally {
  people: number;
  newFaces: number;
  countedAt: number;
}

/** Names of who came are kept this long after the meet-up. */
export const NAMES_KEPT = 30 * DAY;

/** Whether it is the day of the meet-up, in the hub's zone, or later. */
export function hasItsDay(meetup: Meetup, now: number): boolean {
  return dayOf(localOf(now, meetup.zone)) >= dayOf(meetup.startsLocal);
}

/** Notes how many came, new faces among them; counting again replaces it. */
export function record(
  db: Database,
  meetup: Meetup,
  { people, newFaces, by }: { people: number; newFaces: number; by: string },
  now: number,
): Promise<'recorded' | 'too-early' | 'cancelled'> {
  return db.write((tx) => recordWithin(tx, meetup, { people, newFaces, by }, now));
}

/** As `record`, in the caller's transaction; `at` is when it was counted. */
export async function recordWithin(
  tx: Writer,
  meetup: Meetup,
  { people, newFaces, by }: { people: number; newFaces: number; by: string },
  now: number,
  at = now,
): Promise<'recorded' | 'too-early' | 'cancelled'> {
  if (meetup.cancelledAt !== null) return 'cancelled';
  if (!hasItsDay(meetup, now)) return 'too-early';
  if (!meetup.kept) await meetups.keep(tx, meetup, now);
  await tx.run(
    `INSERT INTO tallies (meetup_id, people, new_faces, counted_at, counted_by)
     VALUES (:meetup, :people, :newFaces, :at, :by)
     ON CONFLICT (meetup_id) DO UPDATE SET
       people = excluded.people,
       new_faces = excluded.new_faces,
       counted_at = excluded.counted_at,
       counted_by = excluded.counted_by`,
    { meetup: meetup.id, people, newFaces, by, at },
  );
  return 'recorded';
}

export async function find(db: Reader, meetupId: string): Promise<Tally | null> {
  const row = await db.one(
    `SELECT people, new_faces, counted_at
     FROM tallies
     WHERE meetup_id = :meetupId`,
    { meetupId },
  );
  return (
    row && {
      people: number(row, 'people'),
      newFaces: number(row, 'new_faces'),
      countedAt: number(row, 'counted_at'),
    }
  );
}

/** Notes who came, of those who said they would: `came` are the ids that were ticked, all others stayed away. */
export function noteWhoCame(
  db: Database,
  meetup: Meetup,
  { came, by }: { came: string[]; by: string },
  now: number,
): Promise<'noted' | 'too-early' | 'too-late'> {
  return db.write((tx) => noteWhoCameWithin(tx, meetup, { came, by }, now));
}

/** As `noteWhoCame`, in the caller's transaction; `at` is when it was noted. */
export async function noteWhoCameWithin(
  tx: Writer,
  meetup: Meetup,
  { came, by }: { came: string[]; by: string },
  now: number,
  at = now,
): Promise<'noted' | 'too-early' | 'too-late'> {
  if (!hasItsDay(meetup, now)) return 'too-early';
  if (now >= meetup.endsAt + NAMES_KEPT) return 'too-late';
  await tx.run(
    `INSERT INTO attendance (meetup_id, person_id, came, noted_at, noted_by, delete_at)
     SELECT meetup_id, person_id, person_id IN (SELECT value FROM json_each(:came)), :at, :by, :deleteAt
     FROM rsvps
     WHERE meetup_id = :meetup AND answer = 'coming'
     ON CONFLICT (meetup_id, person_id) DO UPDATE SET
       came = excluded.came,
       noted_at = excluded.noted_at,
       noted_by = excluded.noted_by`,
    { meetup: meetup.id, came: JSON.stringify(came), by, at, deleteAt: meetup.endsAt + NAMES_KEPT },
  );
  return 'noted';
}

/** Who came and who did not, by person; empty until somebody has noted it, and again after 30 days. */
export async function whoCame(db: Reader, meetupId: string): Promise<Map<string, boolean>> {
  const rows = await db.all('SELECT person_id, came FROM attendance WHERE meetup_id = :meetupId', {
    meetupId,
  });
  return new Map(rows.map((row) => [text(row, 'person_id'), flag(row, 'came')]));
}

/** Forgets who came once the time for it is over; returns how many names. For the delivery's tick. */
export async function sweep(db: Database, now: number): Promise<number> {
  const due = 'delete_at <= :now';
  const row = await db.one(`SELECT EXISTS (SELECT 1 FROM attendance WHERE ${due}) AS found`, { now });
  if (!row || !flag(row, 'found')) return 0;
  return db.write((tx) => tx.run(`DELETE FROM attendance WHERE ${due}`, { now }));
}
