import { DAY } from '#server/clock.ts';
import type { Database, Reader } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as drafts from './drafts.ts';
import type { Draft, DraftCell } from './drafts.ts';
import * as fill from './fill.ts';
import type { Cell, RotaProblem } from './fill-problem.ts';
import * as fillReasons from './fill-reasons.ts';
import { reasonInWords, whyNotInWords } from './fill-wording.ts';
import * as helping from './helping.ts';
import { repair } from './repair.ts';
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

/** Why a place of a draft holds whom it holds, or nobody, and why not each of the others; a sentence each. */
export interface Because {
  sentence: string;
  /** By person. */
  whyNot: Record<string, string>;
}

/** The reasons of a draft, by "meet-up/job#place". */
export function reasonsOf(problem: RotaProblem, draft: Draft): Map<string, Because> {
  const names = new Map(problem.people.map(({ id, firstName }) => [id, firstName]));
  const cells = cellsIn(problem, draft.cells);
  const reasons = fillReasons.reasons(problem, cells);
  const nameOf = (person: string) => names.get(person) ?? 'somebody';
  return new Map(
    cells.map(({ shift, place }, i) => {
      const others = reasons[i]!.others.map((other) => [other.person, whyNotInWords(other, nameOf)]);
      const because = { sentence: reasonInWords(reasons[i]!, nameOf), whyNot: Object.fromEntries(others) };
      return [`${shift}#${place}`, because] as const;
    }),
  );
}

/** Cells of dates and people that are still there, as the problem knows them. */
function cellsIn(problem: RotaProblem, cells: DraftCell[]): Cell[] {
  const byId = new Map(problem.shifts.map((shift) => [shift.id, shift]));
  const known = new Set(problem.people.map(({ id }) => id));
  return cells.flatMap(({ meetup, job, place, must, person }) => {
    const shift = byId.get(`${meetup}/${job}`);
    if (!shift) return [];
    const there = person !== null && known.has(person) ? person : null;
    const held = shift.held.find((one) => one.person === there)?.how ?? null;
    return [{ shift: shift.id, place, must, person: there, held }];
  });
}

/**
 * Whom to ask when somebody can't make their turn, at most two people: one takes it, or one changes to it and another
 * takes theirs. Read from who has said yes; empty where there is nobody to ask.
 */
export async function mend(
  db: Reader,
  shift: Shift,
  person: string,
  now: number,
): Promise<{ person: string; firstName: string; from: Shift | null; to: Shift }[]> {
  const { hub } = shift.meetup;
  const all = await ahead(db, hub, now);
  const problem = await problemOf(db, hub, { all, before: null }, now);
  const names = new Map(problem.people.map(({ id, firstName }) => [id, firstName]));
  if (!names.has(person)) return [];
  const cells = problem.shifts.flatMap((one) => {
    const own = all.find((other) => rotaProblem.shiftId(other) === one.id)!;
    const on = own.turns.filter(({ standing, learning }) => standing === 'taken' && !learning);
    return Array.from({ length: Math.max(one.must + one.want, on.length) }, (_, place): Cell => {
      const there = on[place]?.person ?? null;
      const held = one.held.find((held) => held.person === there)?.how ?? null;
      return { shift: one.id, place, must: place < one.must, person: there, held };
    });
  });
  const { asks } = repair(problem, cells, { shift: rotaProblem.shiftId(shift), person });
  const shiftAt = (id: string) => all.find((one) => rotaProblem.shiftId(one) === id)!;
  return asks.map((ask) => ({
    person: ask.person,
    firstName: names.get(ask.person)!,
    from: ask.from === null ? null : shiftAt(ask.from),
    to: shiftAt(ask.to),
  }));
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
