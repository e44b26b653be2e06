import type { Score } from './fill-problem.ts';
import { brokenIn, keyless, put, score, STRETCH, take, unfilledBy, type Standing } from './fill-standing.ts';

/** A rota while it is bettered, by tries of several changes each. */
export interface Search {
  standing: Standing;
  /** A number from 0 up to 1. */
  roll: () => number;
  /** What is made small, in strict order, as in the score. */
  costs: number[];
  /** What the try at hand has changed so far, so that it can be taken back. */
  trail: [person: number, shift: number, by: 1 | -1][];
}

type Turn = [person: number, shift: number];

const [BROKEN, UNFILLED, UNFAIR, WISHES, CLOSE, CHANGED] = [0, 1, 2, 3, 4, 5] as const;
/** What each costs while rotas are compared loosely: nearly in strict order, so that a step back may lead further. */
const WEIGHTS = [1e6, 100, 1, 3, 0.3, 0.1];

export function searchFrom(standing: Standing): Search {
  return { standing, roll: dice(), costs: inOrder(score(standing)), trail: [] };
}

/** What is made small, the first that differs decides. */
export function inOrder({ broken, unfilled, unfair, wishes, close, changed }: Score): number[] {
  return [broken, unfilled, unfair, -wishes, close, changed];
}

/** Somebody comes (1) or goes (-1), and the costs with them. */
export function change({ standing, costs, trail }: Search, p: number, s: number, by: 1 | -1): void {
  const { frame, on, load, at } = standing;
  const w = frame.meetupOf[s]!;
  const steps = (by * frame.shifts[s]!.work) / frame.step;
  const [was, unfair] = [on[s]!.length, frame.unfair[p]!];
  costs[BROKEN]! -= brokenIn(standing, s) + keyless(standing, w);
  costs[UNFILLED]! += unfilledBy(frame, s, was + by) - unfilledBy(frame, s, was);
  costs[UNFAIR]! += unfair[load[p]! + steps]! - unfair[load[p]!]!;
  costs[WISHES]! -= by * frame.liking[p]![s]!;
  if (frame.wasOn[p]![s]) costs[CHANGED]! -= by;
  if (by < 0) take(standing, p, s);
  if (at[p]![w]!.length === 0) {
    for (const q of frame.likesWith[p]!) if (at[q]![w]!.length > 0) costs[WISHES]! -= by;
    const from = w - (w % STRETCH);
    for (let v = from; v < from + STRETCH; v++)
      if (v !== w && (at[p]![v]?.length ?? 0) > 0) costs[CLOSE]! += by;
  }
  if (by > 0) put(standing, p, s);
  costs[BROKEN]! += brokenIn(standing, s) + keyless(standing, w);
  trail.push([p, s, by]);
}

/** Undoes the try at hand. */
export function takeBack({ standing, costs, trail }: Search, before: number[]): void {
  for (const [p, s, by] of trail.reverse()) (by > 0 ? take : put)(standing, p, s);
  before.forEach((cost, index) => (costs[index] = cost));
}

/** About what it costs if somebody comes into this shift. */
export function costOf({ frame, load }: Standing, r: number, t: number): number {
  const steps = frame.shifts[t]!.work / frame.step;
  return (
    WEIGHTS[UNFAIR]! * (frame.unfair[r]![load[r]! + steps]! - frame.unfair[r]![load[r]!]!) -
    WEIGHTS[WISHES]! * frame.liking[r]![t]!
  );
}

export function weighed(costs: number[]): number {
  let sum = 0;
  for (let index = 0; index < WEIGHTS.length; index++) sum += WEIGHTS[index]! * costs[index]!;
  return sum;
}

export function isLess(one: number[], other: number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && one[at]! < other[at]!;
}

/** Who is where beside those held. */
export function turnsIn({ frame, on }: Standing): Turn[] {
  return on.flatMap((people, s) => people.filter((p) => !frame.held[p]![s]).map((p): Turn => [p, s]));
}

/** Puts these in the place of all who are not held. */
export function replaceTurns(standing: Standing, turns: Turn[]): void {
  for (const [p, s] of turnsIn(standing)) take(standing, p, s);
  for (const [p, s] of turns) put(standing, p, s);
}

/** Numbers from 0 up to 1, the same ones each time. Source: Park and Miller, "minimal standard" generator. */
function dice(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
