import { MINUTE } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { nextTurn } from '#server/turns.ts';
import type { PackedTimetable, Step } from './timetable-rows.ts';
import * as timetables from './timetables.ts';

/** More companies than this call at no village. */
export const MOST = 5;
/** So many trips are taken away at once, with all their calls. */
const TRIPS_A_STEP = 20;
/** Whoever writes for longer has been cut off. */
const LONGEST_WRITE = 10 * MINUTE;

/**
 * Keeps what was read, step by step so that others come in between; nobody sees it before it is whole. It takes the
 * place of the one with the same name. Null where the hub has as many as it may have.
 */
export async function keep(
  db: Database,
  { hub, by, timetable }: { hub: string; by: string; timetable: PackedTimetable },
  now: number,
): Promise<string | null> {
  await clearUnfinished(db, hub, now);
  const before = await timetables.ofHub(db, hub);
  const same = before.filter(({ name }) => name === timetable.name);
  if (before.length - same.length >= MOST) return null;
  const id = await db.write((tx) => begin(tx, { hub, by, timetable }, now));
  for (const { table, json } of timetable.steps) {
    await db.write((tx) => tx.run(into(table), { id, json }));
    await nextTurn();
  }
  await db.write(async (tx) => {
    await tx.run('UPDATE timetables SET ready_at = :now WHERE id = :id', { id, now });
    for (const { id: old } of same) await hide(tx, hub, old);
  });
  for (const { id: old } of same) await clear(db, old);
  return id;
}

/** Takes a timetable away: at once from every page, its rows step by step. */
export async function remove(db: Database, hub: string, id: string): Promise<void> {
  if ((await db.write((tx) => hide(tx, hub, id))) > 0) await clear(db, id);
}

async function begin(
  tx: Writer,
  { hub, by, timetable }: { hub: string; by: string; timetable: PackedTimetable },
  now: number,
): Promise<string> {
  const id = newId();
  const { name, zone, begins, ends, bookings } = timetable;
  await tx.run(
    `INSERT INTO timetables (id, hub, name, zone, begins, ends, bookings, brought_at, brought_by)
     VALUES (:id, :hub, :name, :zone, :begins, :ends, :bookings, :now, :by)`,
    { id, hub, name, zone, begins, ends, bookings, now, by },
  );
  return id;
}

const COLUMNS: Record<Step['table'], string[]> = {
  places: ['place', 'name', 'latitude', 'longitude', 'rings'],
  trips: [
    ...['trip', 'line', 'towards', 'company', 'telephone', 'runs', 'repeats', 'ends_name', 'ends_seconds'],
  ],
  calls: [
    ...[
      'trip',
      'nth',
      'place',
      'arrives',
      'departs',
      'about',
      'opens',
      'closes',
      'get_on',
      'get_off',
      'booking',
    ],
  ],
};

function into(table: Step['table']): string {
  const columns = COLUMNS[table];
  return `
    INSERT INTO timetable_${table} (timetable_id, ${columns.join(', ')})
    SELECT :id, ${columns.map((_, at) => `value ->> ${at}`).join(', ')}
    FROM json_each(:json)`;
}

async function hide(tx: Writer, hub: string, id: string): Promise<number> {
  return tx.run('UPDATE timetables SET ready_at = NULL WHERE id = :id AND hub = :hub', { id, hub });
}

async function clear(db: Database, id: string): Promise<void> {
  const some = `
    DELETE FROM timetable_calls
    WHERE timetable_id = :id AND trip IN (
      SELECT trip FROM timetable_trips WHERE timetable_id = :id ORDER BY trip LIMIT :most)`;
  const trips = `
    DELETE FROM timetable_trips
    WHERE timetable_id = :id AND trip IN (
      SELECT trip FROM timetable_trips WHERE timetable_id = :id ORDER BY trip LIMIT :most)`;
  for (let left = 1; left > 0; await nextTurn()) {
    left = await db.write(async (tx) => {
      await tx.run(some, { id, most: TRIPS_A_STEP });
      return tx.run(trips, { id, most: TRIPS_A_STEP });
    });
  }
  await db.write((tx) => tx.run('DELETE FROM timetables WHERE id = :id', { id }));
}

/** What was begun and never finished, as when the power went. */
async function clearUnfinished(db: Database, hub: string, now: number): Promise<void> {
  const rows = await db.all(
    'SELECT id FROM timetables WHERE hub = :hub AND ready_at IS NULL AND brought_at < :before',
    { hub, before: now - LONGEST_WRITE },
  );
  for (const row of rows) await clear(db, text(row, 'id'));
}
