import type { Reader, Row, Writer } from '#server/db/database.ts';
import { flag, numberOrNull, packedRows, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as jobs from './jobs.ts';
import type { Job } from './jobs.ts';

export type Standing = 'asked' | 'taken' | 'waiting' | 'declined' | 'stepped-back';

/** One person's place in a shift. Instants are Unix seconds. */
export interface Turn {
  person: string;
  firstName: string;
  standing: Standing;
  learning: boolean;
  locked: boolean;
  askedAt: number | null;
  /** They can't make it, and nobody has accepted yet. */
  wantsCover: boolean;
}

/** A job at one meet-up. */
export interface Shift {
  /** Null while nobody has had anything to do with it: it is computed from the jobs of the series. */
  id: string | null;
  meetup: Meetup;
  job: Job;
  fewest: number;
  most: number;
  turns: Turn[];
}

/** Silence for so long, and a place that somebody was asked about is open to others again. */
export const SILENCE = 4 * 86_400;

/** The shifts of these meet-ups in their order, musts first; those left out on a date are not among them. */
export async function ofMeetups(db: Reader, given: Meetup[]): Promise<Shift[]> {
  if (given.length === 0) return [];
  const row = await db.one(SHIFTS, {
    meetups: JSON.stringify(given.map(({ id, seriesId, hub }) => ({ id, series: seriesId, hub }))),
  });
  const rows = packedRows(row!, 'wanted');
  const turns = await turnsOf(
    db,
    rows.map((row) => textOrNull(row, 'shift_id')).filter((id) => id !== null),
  );
  const meetupById = new Map(given.map((meetup) => [meetup.id, meetup]));
  const jobById = new Map(packedRows(row!, 'jobs').map((job) => [text(job, 'id'), jobs.fromRow(job)]));
  return rows.map((row) =>
    toShift(row, {
      meetup: meetupById.get(text(row, 'meetup_id'))!,
      job: jobById.get(text(row, 'job_id'))!,
      turns,
    }),
  );
}

const SHIFTS = `
  WITH asked AS (
    SELECT value ->> 'id' AS meetup_id, value ->> 'series' AS series_id, value ->> 'hub' AS hub, key AS place
    FROM json_each(:meetups)
  ),
  wanted AS (
    SELECT asked.meetup_id, asked.place, series_jobs.job_id
    FROM asked
    JOIN series_jobs ON series_jobs.series_id = asked.series_id
    UNION
    SELECT asked.meetup_id, asked.place, shifts.job_id
    FROM asked
    JOIN shifts ON shifts.meetup_id = asked.meetup_id
  ),
  standing AS MATERIALIZED (
    SELECT wanted.meetup_id, jobs.id AS job_id, shifts.id AS shift_id, shifts.fewest AS own_fewest,
      shifts.most AS own_most
    FROM wanted
    JOIN jobs ON jobs.id = wanted.job_id
    LEFT JOIN shifts ON shifts.meetup_id = wanted.meetup_id AND shifts.job_id = wanted.job_id
    LEFT JOIN asked ON asked.meetup_id = wanted.meetup_id
    LEFT JOIN series_jobs ON series_jobs.series_id = asked.series_id AND series_jobs.job_id = jobs.id
    WHERE shifts.left_out_at IS NULL
      AND (series_jobs.job_id IS NOT NULL AND jobs.closed_at IS NULL OR shifts.added_at IS NOT NULL
        OR EXISTS (SELECT 1 FROM turns WHERE turns.shift_id = shifts.id AND turns.standing IN ('taken', 'asked')))
    ORDER BY wanted.place, jobs.must DESC, jobs.name COLLATE NOCASE, jobs.id
  )
  SELECT (SELECT json_group_array(json_object('meetup_id', meetup_id, 'job_id', job_id, 'shift_id', shift_id,
                   'own_fewest', own_fewest, 'own_most', own_most))
          FROM standing) AS wanted,
    (SELECT json_group_array(${jobs.PACKED})
     FROM jobs
     WHERE jobs.id IN (SELECT job_id FROM standing)) AS jobs`;

/** One shift of a hub by its meet-up and job, as it stands now; null for what does not exist or is left out. */
export async function find(db: Reader, meetup: Meetup, job: string): Promise<Shift | null> {
  return (await ofMeetups(db, [meetup])).find((shift) => shift.job.id === job) ?? null;
}

/** One shift by its own id, with its meet-up; null when it is gone. */
export async function findById(db: Reader, id: string, now: number): Promise<Shift | null> {
  const row = await db.one(
    `SELECT shifts.meetup_id, shifts.job_id, meetups.hub
     FROM shifts
     JOIN meetups ON meetups.id = shifts.meetup_id
     WHERE shifts.id = :id`,
    { id },
  );
  if (!row) return null;
  const meetup = await meetups.find(db, text(row, 'hub'), text(row, 'meetup_id'), now);
  return meetup && find(db, meetup, text(row, 'job_id'));
}

/** Gives a shift a row of its own, and its meet-up too; returns the row's id, or null when the date is gone meanwhile. */
export async function keep(tx: Writer, shift: Shift, now: number): Promise<string | null> {
  if (shift.id !== null) return shift.id;
  if (!(await meetups.keep(tx, shift.meetup, now))) return null;
  const args = { meetup: shift.meetup.id, job: shift.job.id };
  await tx.run(
    `INSERT INTO shifts (id, meetup_id, job_id)
     VALUES (:id, :meetup, :job)
     ON CONFLICT (meetup_id, job_id) DO NOTHING`,
    { id: newId(), ...args },
  );
  const row = await tx.one('SELECT id FROM shifts WHERE meetup_id = :meetup AND job_id = :job', args);
  return row && text(row, 'id');
}

/** How many places are spoken for: taken and not given up, or asked about and not yet silent for four days. */
export function heldPlaces({ turns }: Shift, now: number): number {
  return turns.filter((turn) => isSure(turn) || (!turn.learning && isFresh(turn, now))).length;
}

/** How many more are needed, as far as anybody has said yes and not that they can't make it. */
export function gapOf({ fewest, turns }: Shift): number {
  return Math.max(0, fewest - turns.filter(isSure).length);
}

/** Learners fill no place, and neither does who looks for cover. */
function isSure({ standing, learning, wantsCover }: Turn): boolean {
  return standing === 'taken' && !learning && !wantsCover;
}

/** Somebody was asked and has been silent for less than four days. */
export function isFresh({ standing, askedAt }: Pick<Turn, 'standing' | 'askedAt'>, now: number): boolean {
  return standing === 'asked' && askedAt !== null && now - askedAt < SILENCE;
}

async function turnsOf(db: Reader, shifts: string[]): Promise<Map<string, Turn[]>> {
  const byShift = new Map<string, Turn[]>();
  if (shifts.length === 0) return byShift;
  const all = await db.one(TURNS, { shifts: JSON.stringify(shifts) });
  for (const row of packedRows(all!, 'turns')) {
    const shift = text(row, 'shift_id');
    byShift.set(shift, [...(byShift.get(shift) ?? []), toTurn(row)]);
  }
  return byShift;
}

const TURNS = `
  SELECT json_group_array(json_object('shift_id', shift_id, 'person_id', person_id, 'first_name', first_name,
    'standing', standing, 'learning', learning, 'locked', locked, 'asked_at', asked_at,
    'wants_cover', wants_cover)) AS turns
  FROM (SELECT turns.shift_id, turns.person_id, people.first_name, turns.standing, turns.learning, turns.locked,
          turns.asked_at,
          EXISTS (SELECT 1 FROM covers
                  WHERE covers.shift_id = turns.shift_id AND covers.person_id = turns.person_id
                    AND covers.settled_at IS NULL) AS wants_cover
        FROM json_each(:shifts)
        JOIN turns ON turns.shift_id = json_each.value
        JOIN people ON people.id = turns.person_id
        ORDER BY turns.shift_id, turns.line NULLS FIRST, turns.changed_at, people.first_name COLLATE NOCASE,
          turns.person_id)`;

function toTurn(row: Row): Turn {
  return {
    person: text(row, 'person_id'),
    firstName: text(row, 'first_name'),
    standing: text(row, 'standing') as Standing,
    learning: flag(row, 'learning'),
    locked: flag(row, 'locked'),
    askedAt: numberOrNull(row, 'asked_at'),
    wantsCover: flag(row, 'wants_cover'),
  };
}

interface Around {
  meetup: Meetup;
  job: Job;
  turns: Map<string, Turn[]>;
}

function toShift(row: Row, { meetup, job, turns }: Around): Shift {
  const id = textOrNull(row, 'shift_id');
  const fewest = numberOrNull(row, 'own_fewest') ?? job.fewest;
  const most = Math.max(fewest, numberOrNull(row, 'own_most') ?? job.most);
  return { id, meetup, job, fewest, most, turns: id === null ? [] : (turns.get(id) ?? []) };
}
