import { DAY } from '#server/clock.ts';
import type { Database, Reader } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import { localOf } from '#server/wall-clock.ts';
import { tellHosts } from './lift-hosts.ts';
import * as planning from './planning.ts';
import type { Made } from './planning.ts';
import type { Roads } from './roads.ts';
import type { Outing } from './situations.ts';

/**
 * Plans anew where a driver or a rider has dropped out since the last plan: as drafts, around all that is agreed, so
 * that nobody else is asked to change. The hosts are told. Returns what was made: a better plan may be looked for.
 */
export async function mend(db: Database, roads: Roads | null, now: number): Promise<Made[]> {
  const all: Made[] = [];
  for (const outing of await broken(db, now)) {
    const made = await planning.make(db, outing, { by: null, roads }, now);
    if (typeof made === 'string') continue;
    await db.write((tx) => tellHosts(tx, outing, now));
    all.push(made);
  }
  return all;
}

/** Outings ahead that were planned, and have lost somebody since. */
async function broken(db: Reader, now: number): Promise<Outing[]> {
  const rows = await db.all(
    `SELECT p.hub, p.meetup_id, p.on_date, hubs.zone, m.starts_local
     FROM lift_plans p
     JOIN hubs ON hubs.slug = p.hub
     LEFT JOIN meetups m ON m.id = p.meetup_id
     WHERE (m.starts_at > :now AND m.cancelled_at IS NULL OR unixepoch(p.on_date) > :now - ${2 * DAY})
       AND (EXISTS (
           SELECT 1
           FROM rides
           JOIN lift_requests l ON l.id = rides.request_id
           WHERE ${OF_PLAN} AND rides.ended_at >= ${SINCE} AND rides.ended_because IN ('driver-no', 'driver-out'))
         OR EXISTS (SELECT 1 FROM lift_offers l WHERE ${OF_PLAN} AND l.withdrawn_at >= ${SINCE})
         OR EXISTS (SELECT 1 FROM lift_requests l WHERE ${OF_PLAN} AND l.withdrawn_at >= ${SINCE}))`,
    { now },
  );
  return rows
    .map((row) => ({
      hub: text(row, 'hub'),
      zone: text(row, 'zone'),
      day: (textOrNull(row, 'starts_local') ?? text(row, 'on_date')).slice(0, 10),
      meetup: textOrNull(row, 'meetup_id'),
    }))
    .filter(({ day, zone }) => day >= localOf(now, zone).slice(0, 10));
}

/** A host who asked for a change has seen who dropped out; a plan would take back what they asked. */
const SINCE = `MAX(p.made_at, COALESCE((
  SELECT c.asked_at
  FROM lift_changes c
  WHERE c.ended_at IS NULL AND c.hub = p.hub AND c.meetup_id IS p.meetup_id AND c.on_date IS p.on_date), 0))`;
const OF_PLAN = `(l.meetup_id = p.meetup_id OR l.meetup_id IS NULL AND l.hub = p.hub AND l.on_date = p.on_date)`;
