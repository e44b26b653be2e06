import { DAY } from '#server/clock.ts';
import type { Reader, Row } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { dayOf } from '#server/meetups/days.ts';
import * as aways from './aways.ts';
import * as checks from './checks.ts';
import * as helping from './helping.ts';
import * as jobs from './jobs.ts';
import * as pairings from './pairings.ts';
import type { Shift } from './shifts.ts';

/** Somebody who could do a shift: nothing stands against it, and they are not asked too much. */
export interface Fitting {
  person: string;
  firstName: string;
  telephone: string | null;
  /** Turns they have had and will have, against what they pledged: below 1 there is room. */
  share: number;
  liking: helping.Liking;
  /** They said "only if you are stuck". */
  lastResort: boolean;
  /** Waits in line for this shift already. */
  inLine: boolean;
}

interface Candidate extends Fitting {
  carries: boolean;
}

/** Nobody is asked more often than this to step in. */
export const MOST_ASKS = 2;
const WEEK = 7 * DAY;
const HALF = (helping.WEEKS / 2) * WEEK;

/**
 * Who could do a shift, best first: those in line, then by how far they are below what they pledged, then by liking.
 * Left out are those who are on it or were asked about it, who do another job at that meet-up (unless both go
 * together), said "not this time", are the hosts whom it helps, are away, lack what it needs, would rather not, are to be kept apart from somebody
 * on it, or were asked twice in seven days. With `rung` the last rule is left to the host, who telephones.
 */
export async function forShift(
  db: Reader,
  shift: Shift,
  now: number,
  { rung = false }: { rung?: boolean } = {},
): Promise<Fitting[]> {
  const { job, meetup } = shift;
  const day = dayOf(meetup.startsLocal);
  const rows = await db.all(CANDIDATES, {
    hub: meetup.hub,
    job: job.id,
    meetup: meetup.id,
    shift: shift.id,
    joinable: Number(job.joinable),
    asksSince: now - WEEK,
    mostAsks: rung ? 1000 : MOST_ASKS,
    from: now - HALF,
    to: now + HALF,
    rung: Number(rung),
  });
  const [away, known, apart] = [
    await aways.ofHub(db, meetup.hub, day, day),
    await checks.ofHub(db, meetup.hub),
    await keptApart(db, shift),
  ];
  return rows
    .map(toCandidate)
    .filter(({ person }) => !jobs.isHelpFor(job, meetup, person))
    .filter(({ person }) => !apart.has(person))
    .filter(({ person, carries }) => {
      const kind = aways.onDay(
        away.filter((one) => one.person === person),
        day,
      );
      return kind !== 'away' && !(kind === 'no-lifting' && carries);
    })
    .filter(({ person }) => {
      const own = known.filter((one) => one.person === person);
      return checks.lackAmong(own, job, meetup) === null;
    })
    .map(({ carries: _, ...one }) => one)
    .sort(byFit);
}

function byFit(a: Fitting, b: Fitting): number {
  return (
    Number(b.inLine) - Number(a.inLine) ||
    Number(a.lastResort) - Number(b.lastResort) ||
    a.share - b.share ||
    b.liking - a.liking ||
    (a.firstName < b.firstName ? -1 : 1)
  );
}

const CANDIDATES = `
  SELECT people.id, people.first_name, people.telephone, helpers.pledge, likings.liking,
    jobs.lifting AS carries, mine.standing,
    (SELECT COUNT(*)
     FROM turns
     JOIN shifts ON shifts.id = turns.shift_id
     JOIN meetups ON meetups.id = shifts.meetup_id
     WHERE turns.person_id = people.id AND turns.standing = 'taken' AND meetups.hub = :hub
       AND meetups.starts_at BETWEEN :from AND :to AND meetups.cancelled_at IS NULL) AS turns
  FROM memberships
  JOIN people ON people.id = memberships.person_id
  JOIN jobs ON jobs.id = :job
  LEFT JOIN helpers ON helpers.person_id = people.id AND helpers.hub = :hub
  LEFT JOIN likings ON likings.person_id = people.id AND likings.job_id = :job
  LEFT JOIN turns AS mine ON mine.shift_id = :shift AND mine.person_id = people.id
  WHERE memberships.hub = :hub
    AND (helpers.person_id IS NOT NULL OR mine.standing = 'waiting' OR EXISTS (
      SELECT 1
      FROM turns
      JOIN shifts ON shifts.id = turns.shift_id AND shifts.job_id = :job
      WHERE turns.person_id = people.id AND turns.standing = 'taken'))
    AND COALESCE(likings.liking, 1) > 0
    AND (mine.standing IS NULL OR mine.standing = 'waiting')
    AND (:rung OR NOT EXISTS (
      SELECT 1 FROM asks_to_help
      WHERE asks_to_help.person_id = people.id AND asks_to_help.shift_id = :shift
        AND (asks_to_help.declined_at IS NOT NULL OR asks_to_help.asked_at > :asksSince)))
    AND (:rung = 0 OR NOT EXISTS (
      SELECT 1 FROM asks_to_help
      WHERE asks_to_help.person_id = people.id AND asks_to_help.shift_id = :shift
        AND asks_to_help.declined_at IS NOT NULL))
    AND :mostAsks > (
      SELECT COUNT(*)
      FROM asks_to_help
      WHERE asks_to_help.person_id = people.id AND asks_to_help.asked_at > :asksSince)
    AND NOT EXISTS (
      SELECT 1 FROM rsvps
      WHERE rsvps.meetup_id = :meetup AND rsvps.person_id = people.id AND rsvps.answer = 'not-this-time')
    AND NOT EXISTS (
      SELECT 1
      FROM turns
      JOIN shifts ON shifts.id = turns.shift_id AND shifts.meetup_id = :meetup
      JOIN jobs AS others ON others.id = shifts.job_id
      WHERE turns.person_id = people.id AND turns.standing = 'taken' AND NOT (others.joinable AND :joinable))`;

/** Those who are not to be there together with somebody who has a turn at that meet-up; who take turns neither. */
async function keptApart(db: Reader, { meetup }: Shift): Promise<Set<string>> {
  const wishes = (await pairings.holding(db, meetup.hub)).filter(({ kind }) => kind !== 'together');
  if (wishes.length === 0) return new Set();
  const rows = await db.all(
    `SELECT DISTINCT turns.person_id
     FROM shifts
     JOIN turns ON turns.shift_id = shifts.id AND turns.standing = 'taken'
     WHERE shifts.meetup_id = :meetup`,
    { meetup: meetup.id },
  );
  const there = new Set(rows.map((row) => text(row, 'person_id')));
  const pairs = wishes.flatMap(({ person, other }) => [[person, other] as const, [other, person] as const]);
  return new Set(pairs.filter(([, other]) => there.has(other)).map(([person]) => person));
}

function toCandidate(row: Row): Candidate {
  const pledge = numberOrNull(row, 'pledge') ?? 0;
  return {
    person: text(row, 'id'),
    firstName: text(row, 'first_name'),
    telephone: textOrNull(row, 'telephone'),
    share: pledge === 0 ? Infinity : number(row, 'turns') / pledge,
    liking: (numberOrNull(row, 'liking') ?? helping.UNSAID) as helping.Liking,
    lastResort: pledge === 0,
    inLine: textOrNull(row, 'standing') === 'waiting',
    carries: flag(row, 'carries'),
  };
}
