import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { addDays, dayOf, weekdayOf } from '#server/meetups/days.ts';
import { localOf } from '#server/wall-clock.ts';
import * as callCourse from './call-course.ts';
import * as callSteps from './call-steps.ts';
import { hasBegun } from './call-times.ts';

/** A call that Natter stood still over is given out up to two days late, and never silently left out. */
const DAYS_LATE = 2;
/** Gives out the calls of today, where the hub is, to whoever rings; returns how many. Again changes nothing. */
export async function giveOut(db: Database, now: number): Promise<number> {
  let given = 0;
  for (const row of await db.all(
    'SELECT DISTINCT zone FROM hubs WHERE slug IN (SELECT hub FROM call_wishes)',
  )) {
    const zone = text(row, 'zone');
    for (const day of daysAt(localOf(now, zone))) {
      for (const wish of await dueOn(db, zone, day)) {
        if (await db.write((tx) => begin(tx, wish, day, now))) given += 1;
      }
    }
  }
  return given;
}

/** Today from 08.30 on, and the days before on which Natter may have stood still. */
function daysAt(local: string): string[] {
  const today = dayOf(local);
  const before = Array.from({ length: DAYS_LATE }, (_, i) => addDays(today, i - DAYS_LATE));
  return hasBegun(local) ? [...before, today] : before;
}

async function dueOn(db: Reader, zone: string, day: string): Promise<string[]> {
  const rows = await db.all(`SELECT w.id ${DUE} AND hubs.zone = :zone`, {
    zone,
    day,
    weekday: weekdayOf(day),
  });
  return rows.map((row) => text(row, 'id'));
}

const DUE = `
  FROM call_wishes w
  JOIN hubs ON hubs.slug = w.hub
  WHERE w.stopped_at IS NULL AND w.weekday = :weekday AND w.days_after < :day
    AND (w.back_on IS NULL OR w.back_on <= :day)
    AND NOT EXISTS (SELECT 1 FROM calls WHERE calls.wish_id = w.id AND calls.on_day = :day)`;

async function begin(tx: Writer, wish: string, day: string, now: number): Promise<boolean> {
  const id = newId();
  const begun = await tx.run(
    `INSERT INTO calls (id, wish_id, on_day, begun_at) SELECT :id, w.id, :day, :now ${DUE} AND w.id = :wish`,
    { id, wish, day, now, weekday: weekdayOf(day) },
  );
  if (begun === 0) return false;
  const course = await callCourse.find(tx, id);
  if (course) await callSteps.next(tx, course, now);
  return true;
}
