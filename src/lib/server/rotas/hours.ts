import { DAY } from '#server/clock.ts';
import type { Database, Reader } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { localOf } from '#server/wall-clock.ts';
import * as aways from './aways.ts';

/** The work done at one job in one quarter, as it may leave the hub. */
export interface Hours {
  /** 'YYYY-Qn', by the hub's calendar. */
  quarter: string;
  job: string;
  hours: number;
  /** Null where too few people did it to say: then the hours are not told either. */
  people: number | null;
}

/** Fewer people than this are "a few", and what they did is not told (disclosure rule 1). */
const FEWEST_TOLD = 5;
/** Who did what is forgotten half a year after; what was pledged looks back twelve weeks only. */
const NAMES_KEPT = 182 * DAY;

/**
 * Hours by job a quarter, latest first, for whoever funds a hub. Rounded to the nearest five as any number that leaves
 * the hub; a job that fewer than five people did has no figures at all.
 */
export async function byQuarter(db: Reader, hub: string, now: number): Promise<Hours[]> {
  const rows = await db.all(BY_QUARTER, { hub, now });
  return rows.map((row) => {
    const people = number(row, 'people');
    const isTold = people >= FEWEST_TOLD;
    return {
      quarter: text(row, 'quarter'),
      job: text(row, 'name'),
      hours: isTold ? toFives(number(row, 'minutes') / 60) : 0,
      people: isTold ? toFives(people) : null,
    };
  });
}

/** Counts the turns whose names have been kept long enough and forgets them; and days away that are long over. */
export async function tidy(db: Database, now: number): Promise<void> {
  const before = now - NAMES_KEPT;
  await db.write(async (tx) => {
    await tx.run(COUNT_OLD, { before });
    await tx.run(
      `DELETE FROM turns
       WHERE shift_id IN (SELECT shifts.id FROM shifts JOIN meetups ON meetups.id = shifts.meetup_id
                          WHERE meetups.ends_at <= :before)`,
      { before },
    );
    await tx.run('DELETE FROM asks_to_help WHERE asked_at <= :before', { before });
    await tx.run('DELETE FROM covers WHERE settled_at <= :before', { before });
  });
  await aways.forget(db, localOf(now - 30 * DAY, 'UTC').slice(0, 10));
}

function toFives(count: number): number {
  return 5 * Math.floor((count + 2) / 5);
}

const QUARTER = `substr(meetups.starts_local, 1, 4) || '-Q' ||
  ((CAST(substr(meetups.starts_local, 6, 2) AS INTEGER) + 2) / 3)`;

const DONE = `
  SELECT meetups.hub, ${QUARTER} AS quarter, shifts.job_id, COUNT(*) AS turns, SUM(jobs.minutes) AS minutes,
    COUNT(DISTINCT turns.person_id) AS people
  FROM meetups
  JOIN shifts ON shifts.meetup_id = meetups.id
  JOIN jobs ON jobs.id = shifts.job_id
  JOIN turns ON turns.shift_id = shifts.id AND turns.standing = 'taken'`;

/** Whoever is counted already may be among those still known by name, so the two counts of people are not added up. */
const BY_QUARTER = `
  SELECT quarter, jobs.name, SUM(all_done.minutes) AS minutes, MAX(all_done.people) AS people
  FROM (
    ${DONE}
    WHERE meetups.hub = :hub AND meetups.ends_at <= :now AND meetups.cancelled_at IS NULL
    GROUP BY meetups.hub, quarter, shifts.job_id
    UNION ALL
    SELECT hub, quarter, job_id, turns, minutes, people
    FROM work_counts
    WHERE hub = :hub
  ) AS all_done
  JOIN jobs ON jobs.id = all_done.job_id
  GROUP BY quarter, jobs.id
  ORDER BY quarter DESC, jobs.name COLLATE NOCASE`;

const COUNT_OLD = `
  INSERT INTO work_counts (hub, quarter, job_id, turns, minutes, people)
  ${DONE}
  WHERE meetups.ends_at <= :before AND meetups.cancelled_at IS NULL
  GROUP BY meetups.hub, quarter, shifts.job_id
  ON CONFLICT (hub, quarter, job_id) DO UPDATE SET
    turns = turns + excluded.turns, minutes = minutes + excluded.minutes, people = max(people, excluded.people)`;
