import { DAY } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import { dayOf } from '#server/meetups/days.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { localOf } from '#server/wall-clock.ts';
import * as aways from './aways.ts';
import * as bars from './bars.ts';
import * as checks from './checks.ts';
import type { JobStanding, RotaJob, RotaPerson, RotaProblem, RotaShift } from './fill-problem.ts';
import * as helping from './helping.ts';
import * as pairings from './pairings.ts';
import type { Shift } from './shifts.ts';

const PERIOD = helping.WEEKS * 7 * DAY;
/** Who pledged so much may have two turns running. */
const OFTEN = 6;

/** Somebody whom the host, or their own word, keeps where they are. */
export interface Locked {
  meetup: string;
  job: string;
  person: string;
}

/**
 * The rota of these shifts as a problem to solve. Work is counted in turns. Nobody is given more than they pledged
 * ("once a month is plenty" is a limit too), and who pledged nothing is not given anything. A job that needs a key is
 * one job for each venue.
 */
export async function of(
  db: Reader,
  hub: string,
  { shifts, locked, last }: { shifts: Shift[]; locked: Locked[]; last: Locked[] },
  now: number,
): Promise<RotaProblem> {
  const meetups = [...new Map(shifts.map(({ meetup }) => [meetup.id, meetup])).values()];
  const people = await peopleOf(db, hub, shifts, meetups, now);
  const wishes = await pairings.holding(db, hub);
  const pairs = (...kinds: pairings.Kind[]) =>
    wishes
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ person, other }): [string, string] => [person, other]);
  const known = new Set(people.map(({ id }) => id));
  const bothKnown = ([one, other]: [string, string]) => known.has(one) && known.has(other);
  const ids = new Set(shifts.map(shiftId));
  return {
    people,
    jobs: [...new Map(shifts.map((shift) => [jobId(shift), toJob(shift, shifts)])).values()],
    meetups: meetups.map((meetup) => ({
      id: meetup.id,
      date: dayOf(meetup.startsLocal),
      key: shifts.some(({ meetup: at, job }) => at.id === meetup.id && job.keyHolder) ? keyOf(meetup) : null,
    })),
    shifts: shifts.map((shift) => toShift(shift, locked, known)),
    apart: pairs('apart', 'alternating', 'not-together').filter(bothKnown),
    together: pairs('together').filter(bothKnown),
    gap: 1,
    last: last
      .map(({ meetup, job, person }) => ({ shift: `${meetup}/${job}`, person }))
      .filter(({ shift, person }) => ids.has(shift) && known.has(person)),
  };
}

/** A shift in a problem: "meet-up/job". */
export function shiftId({ meetup, job }: Shift): string {
  return `${meetup.id}/${job.id}`;
}

function jobId({ job, meetup }: Shift): string {
  return job.keyHolder ? `${job.id}@${meetup.venueId}` : job.id;
}

function keyOf({ venueId }: Meetup): string {
  return `key ${venueId}`;
}

function toJob(shift: Shift, all: Shift[]): RotaJob {
  const { job, meetup } = shift;
  const joinable = all.filter((other) => other.job.joinable && other.job.id !== job.id);
  return {
    id: jobId(shift),
    name: job.name,
    lifting: job.lifting,
    learnerWelcome: false,
    needs: [...(job.firstAid ? ['first-aid'] : []), ...(job.keyHolder ? [keyOf(meetup)] : [])],
    joins: job.joinable ? [...new Set(joinable.map(jobId))] : [],
  };
}

function toShift(shift: Shift, locked: Locked[], known: Set<string>): RotaShift {
  const taken = shift.turns.filter(({ standing, learning }) => standing === 'taken' && !learning);
  const accepted = taken.filter(({ wantsCover }) => !wantsCover).map(({ person }) => person);
  const own = locked.filter(({ meetup, job }) => meetup === shift.meetup.id && job === shift.job.id);
  const kept = own.map(({ person }) => person).filter((person) => !accepted.includes(person));
  return {
    id: shiftId(shift),
    meetup: shift.meetup.id,
    job: jobId(shift),
    must: shift.job.must ? shift.fewest : 0,
    want: shift.job.must ? shift.most - shift.fewest : shift.most,
    work: 1,
    held: [
      ...accepted.map((person) => ({ person, how: 'accepted' as const })),
      ...kept.map((person) => ({ person, how: 'locked' as const })),
    ].filter(({ person }) => known.has(person)),
  };
}

async function peopleOf(
  db: Reader,
  hub: string,
  shifts: Shift[],
  dates: Meetup[],
  now: number,
): Promise<RotaPerson[]> {
  const first = dates[0];
  if (!first) return [];
  const [helpers, likings, known, done] = [
    await helping.ofHub(db, hub),
    await helping.likings(db, hub),
    await checks.ofHub(db, hub),
    await doneBy(db, hub, now),
  ];
  const away = await aways.ofHub(db, hub, dayOf(first.startsLocal), dayOf(dates.at(-1)!.startsLocal));
  const barOf = await bars.ofShifts(db, shifts);
  const onIt = new Set(shifts.flatMap(({ turns }) => turns.map(({ person }) => person)));
  return helpers
    .filter(({ person, pledge }) => pledge > 0 || onIt.has(person))
    .map((helper): RotaPerson => {
      const own = known.filter(({ person }) => person === helper.person);
      const days = away.filter(({ person }) => person === helper.person);
      const on = (kind: aways.Away['kind']) =>
        dates.map(({ startsLocal }) => dayOf(startsLocal)).filter((day) => aways.onDay(days, day) === kind);
      const history = done.get(helper.person);
      return {
        id: helper.person,
        firstName: helper.firstName,
        pledge: Math.round(helper.pledge),
        recent: history?.turns ?? null,
        limit: Math.round(helper.pledge),
        gap: helper.pledge >= OFTEN ? 0 : null,
        lastTurn: history?.lastWas ?? null,
        jobs: jobsOf(helper.person, { shifts, likings: likings.get(helper.person) ?? {}, own, history }),
        checks: checksOf(own),
        away: on('away'),
        maybe: on('maybe'),
        noLifting: on('no-lifting'),
        barred: Object.fromEntries(
          shifts.flatMap((shift) => {
            const isUnliked = likings.get(helper.person)?.[shift.job.id] === 0;
            const bar = barOf(helper.person, shift) ?? (isUnliked ? 'rather not' : null);
            return bar === null ? [] : [[shiftId(shift), bar]];
          }),
        ),
      };
    });
}

interface History {
  /** Turns in the twelve weeks before, in all and by job. */
  turns: number;
  byJob: Record<string, number>;
  /** How many meet-ups with jobs ago the last turn was, 1 being the latest; null when there was none. */
  lastWas: number | null;
}

function jobsOf(
  _: string,
  {
    shifts,
    likings,
    own,
    history,
  }: {
    shifts: Shift[];
    likings: Record<string, helping.Liking>;
    own: checks.Check[];
    history: History | undefined;
  },
): Record<string, JobStanding> {
  const all: Record<string, JobStanding> = {};
  for (const shift of shifts) {
    const { job } = shift;
    const liking = likings[job.id] ?? helping.UNSAID;
    const shown = own.find((check) => check.kind === 'shown-how' && check.job === job.id);
    if (liking === 0 || (job.shownHow && !shown)) continue;
    const knows = shown !== undefined || (history?.byJob[job.id] ?? 0) >= 2;
    all[jobId(shift)] = {
      standing: knows ? 'experienced' : 'able',
      until: job.shownHow ? (shown?.goodUntil ?? null) : null,
      liking,
    };
  }
  return all;
}

function checksOf(own: checks.Check[]): Record<string, string | null> {
  const others = own.filter(({ kind }) => kind !== 'shown-how');
  return Object.fromEntries(
    others.map(({ kind, venue, goodUntil }) => [venue ? `key ${venue}` : kind, goodUntil]),
  );
}

async function doneBy(db: Reader, hub: string, now: number): Promise<Map<string, History>> {
  const rows = await db.all(
    `WITH held AS (
       SELECT meetups.id, ROW_NUMBER() OVER (ORDER BY meetups.starts_at DESC) AS ago
       FROM meetups
       WHERE meetups.hub = :hub AND meetups.ends_at BETWEEN :since AND :now AND meetups.cancelled_at IS NULL
         AND EXISTS (SELECT 1 FROM shifts WHERE shifts.meetup_id = meetups.id)
     )
     SELECT turns.person_id, shifts.job_id, COUNT(*) AS turns, MIN(held.ago) AS ago
     FROM held
     JOIN shifts ON shifts.meetup_id = held.id
     JOIN turns ON turns.shift_id = shifts.id AND turns.standing = 'taken'
     GROUP BY turns.person_id, shifts.job_id`,
    { hub, now, since: now - PERIOD },
  );
  const all = new Map<string, History>();
  for (const row of rows) {
    const before = all.get(text(row, 'person_id')) ?? { turns: 0, byJob: {}, lastWas: null };
    const turns = number(row, 'turns');
    const ago = numberOrNull(row, 'ago') ?? Infinity;
    all.set(text(row, 'person_id'), {
      turns: before.turns + turns,
      byJob: { ...before.byJob, [text(row, 'job_id')]: turns },
      lastWas: Math.min(before.lastWas ?? Infinity, ago),
    });
  }
  return all;
}

/** The days a rota made now covers: today and twelve weeks on, where the hub is. */
export function period(now: number, zone: string): { from: string; to: string } {
  return { from: dayOf(localOf(now, zone)), to: dayOf(localOf(now + PERIOD, zone)) };
}
