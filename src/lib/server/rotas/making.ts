import { DAY } from '#server/clock.ts';
import type { Database, Reader } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as drafts from './drafts.ts';
import type { Draft } from './drafts.ts';
import * as fill from './fill.ts';
import type { RotaProblem } from './fill-problem.ts';
import * as helping from './helping.ts';
import * as rotaProblem from './rota-problem.ts';
import type { Locked } from './rota-problem.ts';
import * as shifts from './shifts.ts';
import type { Shift } from './shifts.ts';

const PERIOD = helping.WEEKS * 7 * DAY;
const MOST_MEETUPS = 60;

/** The shifts of a hub in the next twelve weeks, of dates that are on and not begun. */
export async function ahead(db: Reader, hub: string, now: number): Promise<Shift[]> {
  const dates = await meetups.upcoming(db, hub, now, {
    to: now + PERIOD,
    limit: MOST_MEETUPS,
    unlisted: true,
  });
  return shifts.ofMeetups(
    db,
    dates.filter(({ cancelledAt, startsAt }) => cancelledAt === null && startsAt > now),
  );
}

/** The problem a draft was, or would be, the answer to, as things stand now. */
export async function problemOf(
  db: Reader,
  hub: string,
  { all, before }: { all: Shift[]; before: Draft | null },
  now: number,
): Promise<RotaProblem> {
  const given = { shifts: all, locked: drafts.lockedIn(before), last: drafts.peopleIn(before?.cells ?? []) };
  return rotaProblem.of(db, hub, given, now);
}

/** Makes a draft at once and puts it in the place of the one before; null where there is nothing to fill. */
export async function make(
  db: Database,
  { slug, zone }: { slug: string; zone: string },
  by: string,
  now: number,
): Promise<Made | null> {
  const all = await ahead(db, slug, now);
  if (all.length === 0) return null;
  const before = await drafts.of(db, slug);
  const problem = await problemOf(db, slug, { all, before }, now);
  const rota = fill.draft(problem);
  const locked = drafts.lockedIn(before);
  const made = { hub: slug, by, rota, locked, ...rotaProblem.period(now, zone) };
  return { id: await drafts.replace(db, made, now), problem, locked };
}

/** A draft just made, and what it takes to look for a better one. */
export interface Made {
  id: string;
  problem: RotaProblem;
  locked: Locked[];
}

/**
 * Looks for the best rota, for ten seconds at most, and puts it in the place of the draft, unless the host has changed
 * or sent that meanwhile. Where the time runs out or the solver dies, what was found stands as the best found.
 */
export async function improve(db: Database, { id, problem, locked }: Made): Promise<void> {
  const { rota, proof } = await fill.solve(problem);
  await drafts.improve(db, id, { rota, how: proof === 'proven' ? 'proven' : 'best-found', locked });
}
