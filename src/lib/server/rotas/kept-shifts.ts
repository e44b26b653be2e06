import type { Reader, Row } from '#server/db/database.ts';
import { flag, numberOrNull, packedRows, text } from '#server/db/rows.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as jobs from './jobs.ts';
import type { Job } from './jobs.ts';
import type { Shift, Standing, Turn } from './shifts.ts';

/** As `shifts.ofMeetups`, for at least one meet-up. */
export async function ofMeetups(db: Reader, given: Meetup[]): Promise<Shift[]> {
  const row = await db.one(SHIFTS, {
    meetups: JSON.stringify(given.map(({ id }) => id)),
    series: JSON.stringify(given.map(({ seriesId }) => seriesId)),
  });
  const known: Known = {
    jobs: packedRows(row!, 'jobs').map(jobs.fromRow),
    usual: usualBySeries(packedRows(row!, 'usual')),
    kept: keptByMeetup(packedRows(row!, 'kept')),
  };
  return given.flatMap((meetup) => shiftsOf(meetup, known));
}

/** Read as it lies and put together here: that takes the database several times as long. */
const SHIFTS = `
  WITH usual AS MATERIALIZED (
    SELECT series_id, job_id
    FROM series_jobs
    WHERE series_id IN (SELECT value FROM json_each(:series))
  ),
  given AS MATERIALIZED (
    SELECT value AS meetup_id
    FROM json_each(:meetups)
  )
  SELECT (SELECT json_group_array(json_object('series_id', series_id, 'job_id', job_id))
          FROM usual) AS usual,
    (SELECT json_group_array(${jobs.PACKED})
     FROM (SELECT *
           FROM jobs
           WHERE id IN (SELECT job_id FROM usual
                        UNION
                        SELECT job_id FROM shifts WHERE meetup_id IN (SELECT meetup_id FROM given))
           ORDER BY must DESC, name COLLATE NOCASE, id) AS jobs) AS jobs,
    (SELECT json_group_array(json_object('meetup_id', meetup_id, 'job_id', job_id, 'id', id, 'fewest', fewest,
              'most', most, 'left_out', left_out, 'added', added, 'person_id', person_id, 'first_name', first_name,
              'standing', standing, 'learning', learning, 'locked', locked, 'asked_at', asked_at,
              'wants_cover', wants_cover))
     FROM (SELECT shifts.meetup_id, shifts.job_id, shifts.id, shifts.fewest, shifts.most,
             shifts.left_out_at IS NOT NULL AS left_out, shifts.added_at IS NOT NULL AS added,
             turns.person_id, people.first_name, turns.standing, turns.learning, turns.locked, turns.asked_at,
             EXISTS (SELECT 1 FROM covers
                     WHERE covers.shift_id = turns.shift_id AND covers.person_id = turns.person_id
                       AND covers.settled_at IS NULL) AS wants_cover
           FROM given
           JOIN shifts ON shifts.meetup_id = given.meetup_id
           LEFT JOIN turns ON turns.shift_id = shifts.id
           LEFT JOIN people ON people.id = turns.person_id
           ORDER BY turns.line NULLS FIRST, turns.changed_at, people.first_name COLLATE NOCASE,
             turns.person_id)) AS kept`;

/** All that is known about the shifts of some meet-ups. */
interface Known {
  /** In the order of a rota. */
  jobs: Job[];
  /** The jobs that each date takes, by series. */
  usual: Map<string, Set<string>>;
  /** The shifts that have a row, by meet-up and then by job. */
  kept: Map<string, Map<string, Kept>>;
}

interface Kept {
  row: Row;
  turns: Turn[];
}

function usualBySeries(rows: Row[]): Known['usual'] {
  const usual: Known['usual'] = new Map();
  for (const row of rows) {
    const series = text(row, 'series_id');
    usual.set(series, (usual.get(series) ?? new Set()).add(text(row, 'job_id')));
  }
  return usual;
}

/** A shift comes once for each turn in it, and once without if there is none. */
function keptByMeetup(rows: Row[]): Known['kept'] {
  const kept: Known['kept'] = new Map();
  for (const row of rows) {
    const [meetup, job] = [text(row, 'meetup_id'), text(row, 'job_id')];
    if (!kept.has(meetup)) kept.set(meetup, new Map());
    const own = kept.get(meetup)!;
    if (!own.has(job)) own.set(job, { row, turns: [] });
    if (row.person_id !== null) own.get(job)!.turns.push(toTurn(row));
  }
  return kept;
}

function shiftsOf(meetup: Meetup, known: Known): Shift[] {
  const usual = known.usual.get(meetup.seriesId);
  const kept = known.kept.get(meetup.id);
  const shifts: Shift[] = [];
  for (const job of known.jobs) {
    const own = kept?.get(job.id);
    const isUsual = job.closedAt === null && usual?.has(job.id);
    if (own ? isThere(own, isUsual) : isUsual) shifts.push(toShift(meetup, job, own));
  }
  return shifts;
}

/** What somebody took, or was asked about, is there whatever has become of the job. */
function isThere({ row, turns }: Kept, isUsual = false): boolean {
  if (flag(row, 'left_out')) return false;
  const isTakenOrAsked = ({ standing }: Turn) => standing === 'taken' || standing === 'asked';
  return isUsual || flag(row, 'added') || turns.some(isTakenOrAsked);
}

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

function toShift(meetup: Meetup, job: Job, kept: Kept | undefined): Shift {
  if (!kept) return { id: null, meetup, job, fewest: job.fewest, most: job.most, turns: [] };
  const { row, turns } = kept;
  const fewest = numberOrNull(row, 'fewest') ?? job.fewest;
  const most = Math.max(fewest, numberOrNull(row, 'most') ?? job.most);
  return { id: text(row, 'id'), meetup, job, fewest, most, turns };
}
