import * as drafting from './fill-draft.ts';
import { fits, isSound, put, score, take, type Standing } from './fill-standing.ts';

/** Tries; a count, not the clock, so that the same rota comes out everywhere. */
const TIMES = 600;
/** How many people with few turns for their pledge are tried. */
const LIGHTEST = 12;
/** Thousandths of unfairness that chance may add, so that another rota comes out than before. */
const CHANCE = 1500;

type Turn = [person: number, shift: number];

/**
 * Gives somebody with few turns new dates, one more than they had: whoever was there gets what becomes free, if that
 * is fairer. To have one turn more, the others often have to lie on other dates.
 */
export function rebuild(standing: Standing): void {
  const all = standing.frame.shifts.map((_, s) => s);
  const roll = dice();
  let least = measure(standing);
  let from = lightestFirst(standing);
  for (let time = 0; time < TIMES && from.length > 0; time++) {
    const before = turnsIn(standing, all);
    const p = from[Math.floor(roll() ** 2 * from.length)]!;
    giveDates(standing, p, roll);
    const empty = all.filter((s) => standing.on[s]!.length < standing.frame.capacity[s]!);
    const chance = CHANCE * roll() ** 3;
    drafting.fillLeft(standing, shuffle(empty, roll), () => roll() * chance);
    const now = measure(standing);
    if (!isLess(now, least)) putBack(standing, before);
    else [least, from] = [now, lightestFirst(standing)];
  }
}

function lightestFirst({ frame, load }: Standing): number[] {
  const more = (p: number) => (frame.unfair[p]![load[p]! + 1] ?? Infinity) - frame.unfair[p]![load[p]!]!;
  const asked = frame.people.flatMap(({ pledge }, p) => (pledge > 0 && more(p) < Infinity ? [p] : []));
  return asked.sort((a, b) => more(a) - more(b)).slice(0, LIGHTEST);
}

/** Turns as near to each other as they may be, from some date on, with whoever is there now leaving. */
function giveDates(standing: Standing, p: number, roll: () => number): void {
  const { frame, load, at } = standing;
  const most = load[p]! + 1;
  for (const s of at[p]!.flat()) if (!frame.held[p]![s]) take(standing, p, s);
  const weeks = frame.meetups.map((_, w) => w);
  const inOrder = roll() < 0.5 ? weeks : weeks.reverse();
  const skipped = Math.floor(roll() * 3);
  for (const w of inOrder.slice(skipped)) {
    if (load[p]! >= most || roll() < 0.1) continue;
    const shifts = shuffle(frame.shiftsAt[w]!, roll);
    const s = shifts.find((s) => displace(standing, p, s));
    if (s !== undefined) put(standing, p, s);
  }
}

/** Makes room for this person here; false, and all as it was, if they still do not fit. */
function displace(standing: Standing, p: number, s: number): boolean {
  const { frame, on } = standing;
  if (frame.bar[p]![s] !== null) return false;
  const holder = on[s]!.length < frame.capacity[s]! ? undefined : on[s]!.find((q) => !frame.held[q]![s]);
  if (holder !== undefined) take(standing, holder, s);
  if (fits(standing, p, s)) return true;
  if (holder !== undefined) put(standing, holder, s);
  return false;
}

/** Filling anew may have moved people elsewhere too, so everything goes back. */
function putBack(standing: Standing, before: Turn[]): void {
  for (const [p, s] of turnsIn(
    standing,
    standing.frame.shifts.map((_, s) => s),
  ))
    take(standing, p, s);
  for (const [p, s] of before) put(standing, p, s);
}

function turnsIn({ frame, on }: Standing, shifts: number[]): Turn[] {
  return shifts.flatMap((s) => on[s]!.filter((p) => !frame.held[p]![s]).map((p): Turn => [p, s]));
}

function measure(standing: Standing): number[] {
  const isAllowed = standing.frame.shifts.every((_, s) => isSound(standing, s));
  if (!isAllowed) return [Infinity];
  const { broken, unfilled, unfair, wishes, close } = score(standing);
  return [broken, unfilled, unfair, -wishes, close];
}

function isLess(one: number[], other: number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && one[at]! < other[at]!;
}

function shuffle(shifts: number[], roll: () => number): number[] {
  const ranked = shifts.map((s) => [roll(), s] as const);
  return ranked.sort(([a], [b]) => a - b).map(([, s]) => s);
}

/** Numbers from 0 up to 1, the same ones each time. Source: Park and Miller, "minimal standard" generator. */
function dice(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
