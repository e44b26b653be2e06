import type { Frame } from './fill-frame.ts';
import type { Score } from './fill-problem.ts';

export const MUST = 200;
export const WANT = 100;
/** Meet-ups in a stretch, which is a month of weekly ones: turns are spread out over the stretches. */
export const STRETCH = 4;

/** Who is where while a rota is made, with the counts that the rules ask about. All by number. */
export interface Standing {
  frame: Frame;
  /** By shift. */
  on: number[][];
  experienced: number[];
  learners: number[];
  /** By meet-up. */
  keys: number[];
  crowd: number[];
  /** By person, then meet-up: the shifts they are on. */
  at: number[][][];
  /** By person, in steps of work. */
  load: number[];
}

/** A rota with what is held, and nothing else. */
export function begin(frame: Frame): Standing {
  const { people, meetups, shifts } = frame;
  const standing: Standing = {
    frame,
    on: shifts.map(() => []),
    experienced: shifts.map(() => 0),
    learners: shifts.map(() => 0),
    keys: meetups.map(() => 0),
    crowd: meetups.map(() => 0),
    at: people.map(() => meetups.map(() => [])),
    load: people.map(() => 0),
  };
  shifts.forEach((_, s) => people.forEach((_, p) => frame.held[p]![s] && put(standing, p, s)));
  return standing;
}

export function put(standing: Standing, p: number, s: number): void {
  change(standing, p, s, 1);
  standing.on[s]!.push(p);
  standing.at[p]![standing.frame.meetupOf[s]!]!.push(s);
}

export function take(standing: Standing, p: number, s: number): void {
  change(standing, p, s, -1);
  drop(standing.on[s]!, p);
  drop(standing.at[p]![standing.frame.meetupOf[s]!]!, s);
}

function change(standing: Standing, p: number, s: number, by: 1 | -1): void {
  const { frame } = standing;
  const w = frame.meetupOf[s]!;
  const kind = frame.standing[p]![s];
  if (kind === 'experienced') standing.experienced[s]! += by;
  else if (kind === 'learning') standing.learners[s]! += by;
  if (frame.holdsKey[p]![w]) standing.keys[w]! += by;
  standing.crowd[w]! += by;
  standing.load[p]! += (by * frame.shifts[s]!.work) / frame.step;
}

/** True when this person can be put into this shift as far as their own rules go; the company is `isSound`'s matter. */
export function fits(standing: Standing, p: number, s: number): boolean {
  const { frame, at, on, load } = standing;
  if (frame.bar[p]![s] !== null || on[s]!.length >= frame.capacity[s]!) return false;
  const w = frame.meetupOf[s]!;
  const same = at[p]![w]!;
  if (same.some((other) => other === s || !frame.joins[s]!.has(other))) return false;
  if (load[p]! * frame.step + frame.shifts[s]!.work > frame.limit[p]!) return false;
  if (same.length > 0) return true;
  for (let near = Math.max(0, w - frame.gap[p]!); near <= w + frame.gap[p]!; near++) {
    if (near !== w && (at[p]![near]?.length ?? 0) > 0) return false;
  }
  return !frame.apartFrom[p]!.some((other) => at[other]![w]!.length > 0);
}

/** True when no learner is alone in this shift and its meet-up has its key, but for what is held. */
export function isSound(standing: Standing, s: number): boolean {
  const { frame, experienced, learners, keys, crowd } = standing;
  const w = frame.meetupOf[s]!;
  if (experienced[s] === 0 && learners[s]! > frame.heldLearners[s]!) return false;
  return frame.meetups[w]!.key === null || keys[w]! > 0 || crowd[w]! <= frame.heldCrowd[w]!;
}

export function score(standing: Standing): Score {
  const { frame, on, load } = standing;
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return {
    broken:
      sum(on.map((_, s) => brokenIn(standing, s))) + sum(frame.meetups.map((_, w) => keyless(standing, w))),
    unfilled: sum(on.map((people, s) => unfilledBy(frame, s, people.length))),
    unfair: sum(load.map((steps, p) => frame.unfair[p]![steps]!)),
    wishes:
      sum(on.map((people, s) => sum(people.map((p) => frame.liking[p]![s]!)))) +
      sum(frame.together.map(([p, q]) => sum(frame.meetups.map((_, w) => meeting(standing, p, q, w))))),
    close: sum(frame.people.map((_, p) => closeness(standing, p))),
    changed: sum(
      frame.people.map((_, p) => frame.wasOn[p]!.filter((was, s) => was && !on[s]!.includes(p)).length),
    ),
  };
}

/** Learners who are held here with nobody experienced beside them. */
export function brokenIn({ frame, experienced }: Standing, s: number): number {
  return experienced[s] === 0 ? frame.heldLearners[s]! : 0;
}

export function keyless({ frame, keys, crowd }: Standing, w: number): number {
  return frame.meetups[w]!.key !== null && keys[w] === 0 && crowd[w]! > 0 ? 1 : 0;
}

export function unfilledBy({ shifts }: Frame, s: number, filled: number): number {
  const { must, want } = shifts[s]!;
  const musts = Math.min(must, filled);
  return MUST * (must - musts) + WANT * Math.max(0, want - Math.max(0, filled - musts));
}

function meeting({ at }: Standing, p: number, q: number, w: number): number {
  return at[p]![w]!.length > 0 && at[q]![w]!.length > 0 ? 1 : 0;
}

/** Pairs of turns that lie within the same stretch of meet-ups. */
export function closeness({ at }: Standing, p: number): number {
  let turns = 0;
  let close = 0;
  at[p]!.forEach((shifts, w) => {
    if (w % STRETCH === 0) turns = 0;
    if (shifts.length > 0) close += turns++;
  });
  return close;
}

/** How many pairs there are among so many. */
export function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}

function drop(list: number[], value: number): void {
  list.splice(list.indexOf(value), 1);
}
