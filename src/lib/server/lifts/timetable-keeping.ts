import { MINUTE } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { nextTurn } from '#server/turns.ts';
import type { NearTimetable } from './gtfs-reading.ts';
import * as timetables from './timetables.ts';

/** More companies than this call at no village. */
export const MOST = 5;
/** So many rows are written at once; everybody else waits for less than 50 ms. */
const ROWS_A_STEP = 1_000;
/** Whoever writes for longer has been cut off. */
const LONGEST_WRITE = 10 * MINUTE;

/**
 * Keeps what was read, step by step so that others come in between; nobody sees it before it is whole. It takes the
 * place of the one with the same name. Null where the hub has as many as it may have.
 */
export async function keep(
  db: Database,
  { hub, by, timetable }: { hub: string; by: string; timetable: NearTimetable },
  now: number,
): Promise<string | null> {
  await clearUnfinished(db, hub, now);
  const before = await timetables.ofHub(db, hub);
  const same = before.filter(({ name }) => name === timetable.name);
  if (before.length - same.length >= MOST) return null;
  const id = await db.write((tx) => begin(tx, { hub, by, timetable }, now));
  for (const [insert, rows] of rowsOf(timetable)) {
    for (let from = 0; from < rows.length; from += ROWS_A_STEP) {
      const json = JSON.stringify(rows.slice(from, from + ROWS_A_STEP));
      await db.write((tx) => tx.run(insert, { id, json }));
      await nextTurn();
    }
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
  { hub, by, timetable }: { hub: string; by: string; timetable: NearTimetable },
  now: number,
): Promise<string> {
  const id = newId();
  const { name, zone, begins, ends, bookings, services } = timetable;
  const rules = bookings.map(({ service, ...rule }) => ({
    ...rule,
    runs: service === null ? null : (services[service] ?? null),
  }));
  await tx.run(
    `INSERT INTO timetables (id, hub, name, zone, begins, ends, bookings, brought_at, brought_by)
     VALUES (:id, :hub, :name, :zone, :begins, :ends, :rules, :now, :by)`,
    { id, hub, name, zone, begins, ends, now, by, rules: JSON.stringify(rules) },
  );
  return id;
}

/** What is written, table by table: a statement, and its rows as lists of values. */
function rowsOf({ places, trips, services }: NearTimetable): [insert: string, rows: unknown[][]][] {
  return [
    [
      into('places (timetable_id, place, name, latitude, longitude, rings)', 5),
      places.map(({ name, point, rings }, place) => [
        ...[place, name, point.latitude, point.longitude],
        rings && JSON.stringify(rings),
      ]),
    ],
    [
      into(
        'trips (timetable_id, trip, line, towards, company, telephone, runs, repeats, ends_name, ends_seconds)',
        9,
      ),
      trips.map(({ line, towards, company, telephone, service, repeats, ends }, trip) => [
        ...[trip, line, towards, company, telephone, services[service]],
        repeats.length > 0 ? JSON.stringify(repeats) : null,
        ...[ends?.name ?? null, ends?.arrives ?? null],
      ]),
    ],
    [
      into(
        'calls (timetable_id, trip, nth, place, arrives, departs, about, opens, closes, get_on, get_off, booking)',
        11,
      ),
      trips.flatMap(({ calls }, trip) =>
        calls.map((call) => [
          ...[trip, call.nth, call.place, call.arrives, call.departs, Number(call.about), call.opens],
          ...[call.closes, call.getOn, call.getOff, call.booking],
        ]),
      ),
    ],
  ];
}

function into(table: string, values: number): string {
  const each = Array.from({ length: values }, (_, at) => `value ->> ${at}`).join(', ');
  return `INSERT INTO timetable_${table} SELECT :id, ${each} FROM json_each(:json)`;
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
      await tx.run(some, { id, most: ROWS_A_STEP / 20 });
      return tx.run(trips, { id, most: ROWS_A_STEP / 20 });
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
