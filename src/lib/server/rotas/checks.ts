import type { Database, Reader, Row } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { dayOf } from '#server/meetups/days.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import type { Job } from './jobs.ts';
import type { Shift } from './shifts.ts';

/** What somebody has that a job may need. Days are 'YYYY-MM-DD'. */
export interface Check {
  id: string;
  person: string;
  kind: 'shown-how' | 'key' | 'first-aid';
  job: string | null;
  venue: string | null;
  checkedOn: string;
  /** The last day it is good for; null: for good. */
  goodUntil: string | null;
}

export type NewCheck = Omit<Check, 'id'> & { hub: string; by: string };

/** What is missing for a job: nobody has shown them how, they hold no key, they have no first-aid certificate. */
export type Lack = 'needs-showing' | 'needs-key' | 'needs-first-aid';

/** Done so often, somebody knows how. */
const TURNS_THAT_TEACH = 2;

export async function ofHub(db: Reader, hub: string): Promise<Check[]> {
  const rows = await db.all(`${SELECT} WHERE hub = :hub ORDER BY checked_on, id`, { hub });
  return rows.map(fromRow);
}

/** Writes down what somebody has, in place of what was known of it before. All three are of one hub. */
export async function note(db: Database, { by, ...check }: NewCheck): Promise<void> {
  await db.write((tx) =>
    tx.run(
      `INSERT INTO helper_checks (id, person_id, hub, kind, job_id, venue_id, checked_on, good_until, checked_by)
       SELECT :id, :person, :hub, :kind, :job, :venue, :checkedOn, :goodUntil, :by
       FROM memberships
       WHERE person_id = :person AND hub = :hub
         AND (:job IS NULL OR EXISTS (SELECT 1 FROM jobs WHERE id = :job AND hub = :hub))
         AND (:venue IS NULL OR EXISTS (SELECT 1 FROM venues WHERE id = :venue AND hub = :hub))
       ON CONFLICT DO UPDATE SET
         checked_on = excluded.checked_on, good_until = excluded.good_until, checked_by = excluded.checked_by`,
      { id: newId(), by, ...check },
    ),
  );
}

export async function forget(db: Database, hub: string, id: string): Promise<void> {
  await db.write((tx) => tx.run('DELETE FROM helper_checks WHERE id = :id AND hub = :hub', { id, hub }));
}

/** What somebody lacks for a job on the day of a meet-up; null when nothing. */
export async function lackOf(db: Reader, person: string, job: Job, meetup: Meetup): Promise<Lack | null> {
  if (!job.shownHow && !job.keyHolder && !job.firstAid) return null;
  const rows = await db.all(`${SELECT} WHERE person_id = :person AND hub = :hub`, { person, hub: job.hub });
  return lackAmong(rows.map(fromRow), job, meetup);
}

/** The same from checks that are known already, all of one person. */
export function lackAmong(
  checks: Check[],
  job: Job,
  meetup: Pick<Meetup, 'startsLocal' | 'venueId'>,
): Lack | null {
  const good = checks.filter((check) => isGoodOn(check, dayOf(meetup.startsLocal)));
  const has = (kind: Check['kind'], of?: string) =>
    good.some((check) => check.kind === kind && (of === undefined || (check.job ?? check.venue) === of));
  if (job.shownHow && !has('shown-how', job.id)) return 'needs-showing';
  else if (job.keyHolder && !has('key', meetup.venueId)) return 'needs-key';
  else if (job.firstAid && !has('first-aid')) return 'needs-first-aid';
  else return null;
}

export function isGoodOn({ goodUntil }: Pick<Check, 'goodUntil'>, day: string): boolean {
  return goodUntil === null || goodUntil >= day;
}

/** Those of these people who know a job well enough to show somebody: shown how, or done twice before that date. */
export async function experienced(
  db: Reader,
  people: string[],
  job: Job,
  meetup: Pick<Meetup, 'startsLocal' | 'startsAt'>,
): Promise<string[]> {
  if (people.length === 0) return [];
  const rows = await db.all(
    `SELECT value AS person
     FROM json_each(:people)
     WHERE EXISTS (
         SELECT 1 FROM helper_checks
         WHERE person_id = value AND kind = 'shown-how' AND job_id = :job
           AND (good_until IS NULL OR good_until >= :day))
       OR NOT :shownHow AND :enough <= (
         SELECT COUNT(*)
         FROM turns
         JOIN shifts ON shifts.id = turns.shift_id AND shifts.job_id = :job
         JOIN meetups ON meetups.id = shifts.meetup_id
         WHERE turns.person_id = value AND turns.standing = 'taken' AND turns.learning = 0
           AND meetups.ends_at <= :before AND meetups.cancelled_at IS NULL)`,
    {
      people: JSON.stringify(people),
      job: job.id,
      day: dayOf(meetup.startsLocal),
      shownHow: Number(job.shownHow),
      enough: TURNS_THAT_TEACH,
      before: meetup.startsAt,
    },
  );
  return rows.map((row) => text(row, 'person'));
}

/** How many learners of a shift have nobody beside them who knows how; whoever can't make it is not counted on. */
export async function learnersAlone(db: Reader, { job, meetup, turns }: Shift): Promise<number> {
  const there = turns.filter(({ standing, wantsCover }) => standing === 'taken' && !wantsCover);
  const learners = there.filter(({ learning }) => learning).length;
  if (learners === 0) return 0;
  const others = there.filter(({ learning }) => !learning).map(({ person }) => person);
  return Math.max(0, learners - (await experienced(db, others, job, meetup)).length);
}

const SELECT = `
  SELECT id, person_id, kind, job_id, venue_id, checked_on, good_until
  FROM helper_checks`;

function fromRow(row: Row): Check {
  return {
    id: text(row, 'id'),
    person: text(row, 'person_id'),
    kind: text(row, 'kind') as Check['kind'],
    job: textOrNull(row, 'job_id'),
    venue: textOrNull(row, 'venue_id'),
    checkedOn: text(row, 'checked_on'),
    goodUntil: textOrNull(row, 'good_until'),
  };
}
