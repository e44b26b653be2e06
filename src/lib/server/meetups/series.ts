import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import * as hosts from '#server/meetups/hosts.ts';
import * as meetups from '#server/meetups/meetups.ts';
import { occurrences } from '#server/meetups/recurrence.ts';
import { refusals, type Plan } from '#server/meetups/plans.ts';
import type { SeriesDates } from '#server/meetups/series-dates.ts';
import * as venues from '#server/meetups/venues.ts';

/** A planned row of meet-ups; a single one is a series without a rule. Instants are Unix seconds. */
export interface Series extends Plan {
  id: string;
  hub: string;
  zone: string;
  /** Local days that were taken out of the rule by hand. */
  leftOut: string[];
  pauses: { from: string; backOn: string }[];
  follows: string | null;
  /** The first local day that no longer belongs to it; null while it goes on. */
  endsBefore: string | null;
  createdAt: number;
  changedAt: number;
  unlistedAt: number | null;
  /** When a host ended it; null otherwise. */
  endedAt: number | null;
  /** Raised with each change. */
  version: number;
}

const COLUMNS = `
  s.id, s.hub, h.zone, s.title, s.words, s.venue_id, s.start_local, s.length_min, s.rrule, s.joining, s.room_for,
  s.exact_limit, s.bring, s.cost, s.plan_b, s.plan_b_by, s.ends_before, s.follows, s.created_at, s.changed_at,
  s.unlisted_at, s.ended_at, s.version,
  (SELECT json_group_array(json_array(local, kind)) FROM series_dates WHERE series_id = s.id) AS dates,
  (SELECT json_group_array(json_array(from_date, back_on)) FROM series_pauses WHERE series_id = s.id) AS pauses,
  (SELECT json_group_array(person_id)
     FROM (SELECT person_id FROM series_hosts WHERE series_id = s.id ORDER BY since, person_id)) AS hosts`;

/** One series of a hub, or null. */
export async function find(db: Reader, hub: string, id: string): Promise<Series | null> {
  const row = await db.one(
    `SELECT ${COLUMNS}
       FROM series s
       JOIN hubs h ON h.slug = s.hub
      WHERE s.id = :id
        AND s.hub = :hub`,
    { id, hub },
  );
  return row && seriesOf(row);
}

/** The series of a hub that have dates on or after a local day, by title. */
export async function goingOn(db: Reader, hub: string, day: string): Promise<Series[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
       FROM series s
       JOIN hubs h ON h.slug = s.hub
      WHERE s.hub = :hub
        AND (s.ends_before IS NULL OR s.ends_before > :day)
      ORDER BY lower(s.title), s.id`,
    { hub, day },
  );
  return rows.map(seriesOf);
}

/**
 * Saves a plan and returns the id of its series. Ask `plans.refusals` first: a plan that it refuses is a bug here.
 * `place` names a public place that is not written down yet, for a plan whose venue is `NEW_PLACE`. The same `once`
 * again (the hidden field of the form) gives the first id and saves nothing. Who is put down as a host is told.
 */
export async function plan(
  db: Database,
  { hub, by, once, place, ...plan }: Plan & { hub: string; by: string | null; once?: string; place?: string },
  now: number,
): Promise<string> {
  return db.write(async (tx) => {
    const key = takenForms.keyFor(`plan ${hub} ${by}`, once);
    const save = async () => {
      const venueId = place ? await venues.placeWithin(tx, { hub, by, name: place }, now) : plan.venueId;
      const id = await planWithin(tx, { hub, by, ...plan, venueId }, now);
      const first = await meetups.find(tx, hub, `${id}-${dayOf(firstOf(plan))}`, now);
      if (first) await hosts.tell(tx, first, { people: plan.hosts, by }, now);
      return id;
    };
    return takenForms.once(tx, key, save, now);
  });
}

/** The same as `plan`, inside a transaction of the caller's. */
export async function planWithin(
  tx: Writer,
  {
    hub,
    by,
    ...plan
  }: Plan & { hub: string; by: string | null; follows?: string; endsBefore?: string | null },
  now: number,
): Promise<string> {
  const refused = await refusals(tx, hub, plan, now);
  if (refused.length > 0) throw new RangeError(`a plan that is refused: ${refused.join(', ')}`);
  const id = newId();
  const start = firstOf(plan);
  await tx.run(INSERT, {
    ...valuesOf({ ...plan, start }),
    id,
    hub,
    endsBefore: plan.endsBefore === undefined ? endOf(plan) : plan.endsBefore,
    follows: plan.follows ?? null,
    by,
    now,
  });
  await writeDates(tx, id, plan.extra);
  await writeHosts(tx, id, plan.hosts, now);
  return id;
}

const INSERT = `
  INSERT INTO series (id, hub, title, words, venue_id, start_local, length_min, rrule, joining, room_for, exact_limit,
                      bring, cost, plan_b, plan_b_by, ends_before, follows, created_at, created_by, changed_at)
  VALUES (:id, :hub, :title, :words, :venueId, :start, :lengthMin, :rrule, :joining, :roomFor, :exactLimit,
          :bring, :cost, :planB, :planBBy, :endsBefore, :follows, :now, :by, :now)`;

/** What a plan puts into the columns of a series. */
export function valuesOf(plan: Plan) {
  const { title, words, venueId, start, lengthMin, rrule, joining, roomFor, exactLimit } = plan;
  const { bring, cost, planB, planBBy } = plan;
  return {
    title,
    words,
    venueId,
    start,
    lengthMin,
    rrule,
    joining,
    roomFor,
    exactLimit,
    bring,
    cost,
    planB,
    planBBy,
  };
}

/** The hosts of a series become these; who stays keeps their place in the row. */
export async function writeHosts(tx: Writer, series: string, hosts: string[], now: number): Promise<void> {
  const args = { series, hosts: JSON.stringify(hosts) };
  await tx.run(
    `DELETE FROM series_hosts
      WHERE series_id = :series
        AND person_id NOT IN (SELECT value FROM json_each(:hosts))`,
    args,
  );
  // A second apart for each, because they are shown in the order they joined.
  await tx.run(
    `INSERT INTO series_hosts (series_id, person_id, since)
     SELECT :series, value, :now + key FROM json_each(:hosts)
      WHERE TRUE
     ON CONFLICT DO NOTHING`,
    { ...args, now },
  );
}

/** The dates of a list become these. */
export async function writeDates(tx: Writer, series: string, extra: string[]): Promise<void> {
  await tx.run(`DELETE FROM series_dates WHERE series_id = :series AND kind = 'extra'`, { series });
  await tx.run(
    `INSERT INTO series_dates (series_id, local, kind)
     SELECT :series, value, 'extra' FROM json_each(:extra)
      WHERE TRUE
     ON CONFLICT DO NOTHING`,
    { series, extra: JSON.stringify(extra) },
  );
}

/** The first date of a plan: of its rule from the start on, or the start itself. */
export function firstOf({ start, rrule }: Pick<Plan, 'start' | 'rrule'>): string {
  if (rrule === null) return start;
  const to = addDays(dayOf(start), 800);
  return occurrences({ start, zone: 'UTC', rrule }, { from: start, to, limit: 1 }).at(0) ?? start;
}

/** The day after the last date of a plan that has one, so that what is over is not read again. */
export function endOf({ start, extra, rrule }: Pick<Plan, 'start' | 'extra' | 'rrule'>): string | null {
  if (rrule !== null) return null;
  return addDays([start, ...extra].map(dayOf).sort().at(-1)!, 1);
}

/** What the dates of a series are computed from. */
export function datesOf(series: Series): SeriesDates {
  const { start, zone, rrule, extra, leftOut, pauses, endsBefore } = series;
  return { start, zone, rrule, extra, leftOut, pauses, endsBefore };
}

function seriesOf(row: Row): Series {
  const dates = JSON.parse(text(row, 'dates')) as [string, 'extra' | 'left-out'][];
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    zone: text(row, 'zone'),
    title: text(row, 'title'),
    words: text(row, 'words'),
    venueId: text(row, 'venue_id'),
    start: text(row, 'start_local'),
    lengthMin: number(row, 'length_min'),
    rrule: textOrNull(row, 'rrule'),
    extra: dates.filter(([, kind]) => kind === 'extra').map(([local]) => local),
    leftOut: dates.filter(([, kind]) => kind === 'left-out').map(([local]) => local),
    pauses: (JSON.parse(text(row, 'pauses')) as [string, string][]).map(([from, backOn]) => ({
      from,
      backOn,
    })),
    joining: text(row, 'joining') as Series['joining'],
    roomFor: numberOrNull(row, 'room_for'),
    exactLimit: numberOrNull(row, 'exact_limit'),
    bring: text(row, 'bring'),
    cost: text(row, 'cost'),
    planB: text(row, 'plan_b'),
    planBBy: text(row, 'plan_b_by'),
    hosts: JSON.parse(text(row, 'hosts')) as string[],
    follows: textOrNull(row, 'follows'),
    endsBefore: textOrNull(row, 'ends_before'),
    createdAt: number(row, 'created_at'),
    changedAt: number(row, 'changed_at'),
    unlistedAt: numberOrNull(row, 'unlisted_at'),
    endedAt: numberOrNull(row, 'ended_at'),
    version: number(row, 'version'),
  };
}
