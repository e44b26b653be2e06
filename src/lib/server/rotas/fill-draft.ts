import type { Frame } from './fill-frame.ts';
import {
  change,
  costOf,
  isLess,
  replaceTurns,
  searchFrom,
  takeBack,
  turnsIn,
  weighed,
  type Search,
} from './fill-search.ts';
import { begin, fits, isSound, put, take, type Standing } from './fill-standing.ts';

/** Tries; a count, not the clock, so that the same rota comes out everywhere. */
const TRIES_A_SHIFT = 500;
const MOST_TRIES = 14_000;
/** How much worse a change may be, at first and at last: in thousandths of unfairness. */
const [WARM, COLD] = [3000, 1];
/** How many of the tries fill meet-ups anew; how many meet-ups at most; and what chance may add to a cost there. */
const [ANEW, MOST_ANEW, CHANCE] = [0.1, 5, 500];
/** How often whoever comes in leaves another turn for it, and how many may follow each other. */
const [LEAVES, LINKS] = [0.6, 4];

/**
 * A rota at once: filled, then bettered by small changes, at first also by some that make it a little worse, less and
 * less. Gives the best that it came by. Source: Kirkpatrick, Gelatt and Vecchi 1983, "simulated annealing".
 */
export function draft(frame: Frame): Standing {
  const search = searchFrom(begin(frame));
  const { standing, costs, roll } = search;
  fillAnew(
    search,
    frame.meetups.map((_, w) => w),
    0,
  );
  let [best, least] = [turnsIn(standing), [...costs]];
  const open = frame.shifts.flatMap((_, s) => (isOpen(frame, s) ? [s] : []));
  const tries = Math.min(MOST_TRIES, TRIES_A_SHIFT * open.length);
  for (let time = 0; time < tries; time++) {
    search.trail.length = 0;
    const before = [...costs];
    const worse = WARM * (COLD / WARM) ** (time / tries) * -Math.log(roll());
    const isWhole = roll() < ANEW ? anew(search) : step(search, pick(open, roll));
    if (!isWhole || weighed(costs) - weighed(before) > worse) takeBack(search, before);
    else if (isLess(costs, least)) [best, least] = [turnsIn(standing), [...costs]];
  }
  replaceTurns(standing, best);
  return standing;
}

function isOpen({ candidates, capacity, shifts }: Frame, s: number): boolean {
  return candidates[s]!.length > 0 && capacity[s]! > shifts[s]!.held.length;
}

/** Somebody comes into this shift for somebody else, or into an empty place; what they leave for it is filled anew. */
function step(search: Search, s: number): boolean {
  const { standing, roll } = search;
  const { frame, on } = standing;
  if (on[s]!.length >= frame.capacity[s]!) {
    const p = pick(on[s]!, roll);
    if (frame.held[p]![s]) return false;
    change(search, p, s, -1);
  }
  const q = pick(frame.candidates[s]!, roll);
  const left = comeIn(search, q, s, roll() < LEAVES);
  for (let links = LINKS; left && left.length > 0; links--) {
    const t = left.pop()!;
    if (fill(search, t, 0) || links <= 0) continue;
    left.push(...(comeIn(search, pick(frame.candidates[t]!, roll), t, false) ?? []));
  }
  return left !== null && isSoundSoFar(search);
}

/** Puts somebody into a shift; what they leave for it, or null if they cannot. */
function comeIn(search: Search, q: number, s: number, leavesAny: boolean): number[] | null {
  const { standing, roll } = search;
  const { frame, on, at } = standing;
  if (frame.bar[q]![s] !== null || on[s]!.includes(q)) return null;
  const left = inTheWay(standing, q, s);
  if (left.length === 0 && leavesAny) left.push(...anyOf(at[q]!.flat(), roll));
  if (left.some((t) => frame.held[q]![t])) return null;
  for (const t of left) change(search, q, t, -1);
  if (fits(standing, q, s)) {
    change(search, q, s, 1);
    return left;
  }
  for (const t of left) change(search, q, t, 1);
  return null;
}

/** A few meet-ups in a row are filled anew. */
function anew(search: Search): boolean {
  const { standing, roll } = search;
  const { frame, on } = standing;
  const from = Math.floor(roll() * frame.meetups.length);
  const count = 1 + Math.floor(roll() ** 2 * MOST_ANEW);
  const weeks = frame.meetups.map((_, w) => w).slice(from, from + count);
  for (const s of weeks.flatMap((w) => frame.shiftsAt[w]!)) {
    for (const p of [...on[s]!]) if (!frame.held[p]![s]) change(search, p, s, -1);
  }
  fillAnew(search, shuffle(weeks, roll), CHANCE * roll() ** 2);
  return isSoundSoFar(search);
}

/** Somebody with the key first: without one, nobody can come. */
function fillAnew(search: Search, weeks: number[], chance: number): void {
  const { standing, roll } = search;
  const { frame, on, keys } = standing;
  const places = (w: number) => shuffle(frame.shiftsAt[w]!, roll);
  for (const w of weeks) {
    if (frame.meetups[w]!.key !== null && keys[w] === 0) places(w).some((s) => fill(search, s, chance));
  }
  for (const s of shuffle(weeks.flatMap(places), roll)) {
    while (on[s]!.length < frame.capacity[s]! && fill(search, s, chance));
  }
}

function isSoundSoFar({ standing, trail }: Search): boolean {
  return trail.every(([, t]) => isSound(standing, t));
}

/** Their turns at the same meet-up, or too near to it. */
function inTheWay({ frame, at }: Standing, q: number, s: number): number[] {
  const w = frame.meetupOf[s]!;
  const same = at[q]![w]!.filter((t) => !frame.joins[s]!.has(t));
  const gap = at[q]![w]!.length > 0 ? 0 : frame.gap[q]!;
  const near: number[] = [];
  for (let v = Math.max(0, w - gap); v <= w + gap; v++) if (v !== w) near.push(...(at[q]![v] ?? []));
  return [...same, ...near];
}

/** Whoever takes this place with the least unfairness, and likes it best. False if there is nobody. */
function fill(search: Search, t: number, chance: number): boolean {
  const { standing, roll } = search;
  const { frame } = standing;
  let best: number | null = null;
  let least = Infinity;
  for (const r of frame.candidates[t]!) {
    const cost = costOf(standing, r, t) + (chance > 0 ? chance * roll() : 0);
    if (cost >= least || !fits(standing, r, t) || !standsWith(standing, r, t)) continue;
    [best, least] = [r, cost];
  }
  if (best !== null) change(search, best, t, 1);
  return best !== null;
}

function standsWith(standing: Standing, p: number, s: number): boolean {
  put(standing, p, s);
  const sound = isSound(standing, s);
  take(standing, p, s);
  return sound;
}

function anyOf<Item>(items: Item[], roll: () => number): Item[] {
  return items.length === 0 ? [] : [pick(items, roll)];
}

function pick<Item>(items: Item[], roll: () => number): Item {
  return items[Math.floor(roll() * items.length)]!;
}

function shuffle<Item>(items: Item[], roll: () => number): Item[] {
  const ranked = items.map((item) => [roll(), item] as const);
  return ranked.sort(([a], [b]) => a - b).map(([, item]) => item);
}
