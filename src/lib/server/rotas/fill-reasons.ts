import { frame, type Bar, type Frame } from './fill-frame.ts';
import type { Cell, RotaProblem } from './fill-problem.ts';
import { fits, isSound, put, take, type Standing } from './fill-standing.ts';

/** Why somebody is not in a place. 'company' is private: it never says who does not go with whom. */
export type WhyNot =
  | Bar
  | 'here already'
  | 'other job'
  | 'other turn near'
  | 'company'
  | 'learner alone'
  | 'no key'
  | 'has done more'
  | 'could as well';

export interface Other {
  person: string;
  why: WhyNot;
}

/** Why a place holds whom it holds, or nobody. Work is in the units of the problem. */
export interface Reason {
  because:
    | 'locked'
    | 'said yes'
    | 'only one'
    | 'has the key'
    | 'teaches'
    | 'has done least'
    | 'likes it'
    | 'fits best'
    | 'nobody able'
    | 'nobody free'
    | 'nobody with the key'
    | 'nobody to teach'
    | 'needed elsewhere';
  person: string | null;
  given: number;
  pledge: number;
  /** Everybody else, the likeliest first, and why they are not in this place. */
  others: Other[];
}

/** A reason for each cell, in their order. */
export function reasons(problem: RotaProblem, cells: Cell[]): Reason[] {
  const standing = standingOf(problem, cells);
  return cells.map((cell) => {
    const s = standing.frame.shifts.findIndex(({ id }) => id === cell.shift);
    return cell.person === null ? emptyReason(standing, s) : filledReason(standing, s, cell);
  });
}

/** The rota that these cells say. */
export function standingOf(problem: RotaProblem, cells: Cell[]): Standing {
  const known = frame(problem);
  const standing: Standing = {
    frame: known,
    on: known.shifts.map(() => []),
    experienced: known.shifts.map(() => 0),
    learners: known.shifts.map(() => 0),
    keys: known.meetups.map(() => 0),
    crowd: known.meetups.map(() => 0),
    at: known.people.map(() => known.meetups.map(() => [])),
    load: known.people.map(() => 0),
  };
  for (const { shift, person } of cells) {
    const p = known.people.findIndex(({ id }) => id === person);
    if (p >= 0)
      put(
        standing,
        p,
        known.shifts.findIndex(({ id }) => id === shift),
      );
  }
  return standing;
}

function filledReason(standing: Standing, s: number, { person, held }: Cell): Reason {
  const { frame, load } = standing;
  const p = frame.people.findIndex(({ id }) => id === person);
  const others = othersFor(standing, s, p);
  const because =
    held === 'locked' ? 'locked' : held === 'accepted' ? 'said yes' : chosenBecause(standing, s, p, others);
  return { ...about(frame, p, load[p]! * frame.step), because, others };
}

function chosenBecause(standing: Standing, s: number, p: number, others: Other[]): Reason['because'] {
  const { frame, keys, learners, experienced, load } = standing;
  const w = frame.meetupOf[s]!;
  const might = others.filter(({ why }) => why === 'could as well' || why === 'has done more');
  if (frame.holdsKey[p]![w] && keys[w] === 1) return 'has the key';
  if (learners[s]! > 0 && experienced[s] === 1 && frame.standing[p]![s] === 'experienced') return 'teaches';
  if (might.length === 0) return 'only one';
  if (load[p]! * frame.step < frame.people[p]!.pledge || might.every(({ why }) => why === 'has done more')) {
    return 'has done least';
  }
  return frame.liking[p]![s]! >= 2 ? 'likes it' : 'fits best';
}

function emptyReason(standing: Standing, s: number): Reason {
  const { frame } = standing;
  const others = othersFor(standing, s, null);
  const able = others.filter(({ why }) => !UNABLE.includes(why));
  const count = (why: WhyNot) => able.filter((one) => one.why === why).length;
  const about = { person: null, given: 0, pledge: 0, others };
  if (able.length === 0) return { ...about, because: 'nobody able' };
  if (count('could as well') + count('has done more') > 0) return { ...about, because: 'needed elsewhere' };
  if (count('no key') > 0 && standing.keys[frame.meetupOf[s]!] === 0) {
    return { ...about, because: 'nobody with the key' };
  }
  return { ...about, because: count('learner alone') > 0 ? 'nobody to teach' : 'nobody free' };
}

/** The likeliest first: whoever only something small keeps away, then whoever likes the job. */
function othersFor(standing: Standing, s: number, instead: number | null): Other[] {
  const { frame, on } = standing;
  const rank = (why: WhyNot) => LIKELIEST.indexOf(why);
  return frame.people
    .flatMap((_, p) => (on[s]!.includes(p) ? [] : [{ p, why: whyNotOne(standing, s, p, instead) }]))
    .sort((a, b) => rank(a.why) - rank(b.why) || frame.liking[b.p]![s]! - frame.liking[a.p]![s]! || a.p - b.p)
    .map(({ p, why }) => ({ person: frame.people[p]!.id, why }));
}

/** Who is so does not come into question, however free they are. */
const UNABLE: WhyNot[] = ['rather not', 'no check', 'not able'];

const LIKELIEST: WhyNot[] = [
  'away',
  'not coming',
  'said no',
  'no room',
  'is helped',
  'other job',
  'other turn near',
  'too soon',
  'over limit',
  'no lifting',
  'has done more',
  'could as well',
  'no key',
  'learner alone',
  'company',
  'pledged nothing',
  ...UNABLE,
];

/** Why not this one, if the place were free of whom they would come instead of. */
function whyNotOne(standing: Standing, s: number, p: number, instead: number | null): WhyNot {
  const { frame, on, at } = standing;
  if (frame.bar[p]![s] !== null) return frame.bar[p]![s]!;
  if (on[s]!.includes(p)) return 'here already';
  const w = frame.meetupOf[s]!;
  if (at[p]![w]!.some((other) => !frame.joins[s]!.has(other))) return 'other job';
  const isNear = at[p]!.some((turns, v) => v !== w && Math.abs(v - w) <= frame.gap[p]! && turns.length > 0);
  if (at[p]![w]!.length === 0 && isNear) return 'other turn near';
  return inPlaceOf(standing, s, p, instead);
}

function inPlaceOf(standing: Standing, s: number, p: number, instead: number | null): WhyNot {
  const { frame, load } = standing;
  const w = frame.meetupOf[s]!;
  if (instead !== null) take(standing, instead, s);
  const isOver = load[p]! * frame.step + frame.shifts[s]!.work > frame.limit[p]!;
  const isFitting = fits(standing, p, s);
  put(standing, p, s);
  const keyed = frame.meetups[w]!.key === null || standing.keys[w]! > 0;
  const sound = isSound(standing, s);
  const more = shareOf(standing, p) > (instead === null ? Infinity : shareOf(standing, instead) + 1 / DAMP);
  take(standing, p, s);
  if (instead !== null) put(standing, instead, s);
  if (isOver) return 'over limit';
  if (!isFitting) return 'company';
  if (!keyed) return 'no key';
  if (!sound) return 'learner alone';
  return more ? 'has done more' : 'could as well';
}

const DAMP = 1e6;

/** Work given, with a quarter of what was done before, for each unit pledged. */
function shareOf({ frame, load }: Standing, p: number): number {
  return (load[p]! * frame.step + frame.recent[p]! / 4) / frame.people[p]!.pledge;
}

function about(frame: Frame, p: number, given: number) {
  return { person: frame.people[p]!.id, given, pledge: frame.people[p]!.pledge };
}
