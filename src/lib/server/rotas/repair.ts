import { weigh } from './fill-moves.ts';
import type { Cell, RotaProblem } from './fill-problem.ts';
import { standingOf } from './fill-reasons.ts';
import { brokenIn, fits, isSound, keyless, put, take, type Standing } from './fill-standing.ts';

/** Somebody to ask: to take a turn, or to change one for another. */
export interface Ask {
  person: string;
  from: string | null;
  to: string;
}

export interface Repair {
  /** At most two people are asked; none if there is nobody to ask. */
  asks: Ask[];
  /** The cells as they are if everybody asked says yes. */
  cells: Cell[];
}

interface Plan {
  asks: [p: number, from: number | null, to: number][];
  /** The less the better, the first that differs decides. */
  cost: number[];
}

/** What a plan has to keep to. */
interface Bounds {
  heldAs: (shift: string, person: string) => Cell['held'];
  /** Learners have their teachers and doors their keys, if they had before somebody dropped out. */
  isMended: (shifts: number[]) => boolean;
}

/** From where a difference in `weigh` is one of places, and not of fairness. */
const PLACES = 1e8;

/**
 * What to do when somebody cannot make their turn: one person takes it, or one changes to it and a second takes theirs.
 * Filled places count first, then how few are asked, then that nobody who said yes is moved, then fairness and wishes.
 * What is locked stays. Throws if the turn is not in the cells.
 */
export function repair(
  problem: RotaProblem,
  cells: Cell[],
  dropped: { shift: string; person: string },
): Repair {
  const gone = cells.findIndex(({ shift, person }) => shift === dropped.shift && person === dropped.person);
  if (gone < 0) throw new Error('the turn to repair is not on the rota');
  const left = cells.map((cell, at) => (at === gone ? { ...cell, person: null, held: null } : cell));
  const standing = standingOf(asHeld(problem, left, dropped.person), left);
  const s = standing.frame.shifts.findIndex(({ id }) => id === dropped.shift);
  const absent = standing.frame.people.findIndex(({ id }) => id === dropped.person);
  const was = standingOf(asHeld(problem, cells, dropped.person), cells);
  const isMended = (touched: number[]) =>
    [s, ...touched].every(
      (t) =>
        shiftsOf(standing, t).every((u) => brokenIn(standing, u) <= brokenIn(was, u)) &&
        keyless(standing, standing.frame.meetupOf[t]!) <= keyless(was, standing.frame.meetupOf[t]!),
    );
  const best = plansFor(standing, s, absent, { heldAs: heldAs(left), isMended }).reduce<Plan | null>(
    better,
    null,
  );
  const { people, shifts } = standing.frame;
  const asks = (best?.asks ?? []).map(([p, from, to]) => ({
    person: people[p]!.id,
    from: from === null ? null : shifts[from]!.id,
    to: shifts[to]!.id,
  }));
  return { asks, cells: asks.reduce(applyTo, left) };
}

/** Everybody else is where they are, so that a rule which the drop-out breaks counts as broken until it is mended. */
function asHeld(problem: RotaProblem, cells: Cell[], absent: string): RotaProblem {
  const dates = problem.meetups.map(({ date }) => date);
  const shifts = problem.shifts.map((shift) => ({
    ...shift,
    held: cells
      .filter((cell) => cell.shift === shift.id && cell.person !== null)
      .map((cell) => ({ person: cell.person!, how: cell.held ?? ('accepted' as const) })),
  }));
  const people = problem.people.map((one) => (one.id === absent ? { ...one, away: dates } : one));
  return { ...problem, shifts, people };
}

function heldAs(cells: Cell[]): Bounds['heldAs'] {
  const kept = new Map(cells.map((cell) => [`${cell.shift} ${cell.person}`, cell.held]));
  return (shift, person) => kept.get(`${shift} ${person}`) ?? null;
}

function shiftsOf({ frame }: Standing, s: number): number[] {
  return frame.shiftsAt[frame.meetupOf[s]!]!;
}

function plansFor(standing: Standing, s: number, absent: number, bounds: Bounds): Plan[] {
  const { frame, on, at } = standing;
  const plans: Plan[] = [];
  const add = (asks: Plan['asks'], yeses: number) => {
    const plan = tryOut(standing, asks, yeses, bounds);
    if (plan) plans.push(plan);
  };
  for (const q of frame.candidates[s]!) {
    if (q === absent || on[s]!.includes(q)) continue;
    add([[q, null, s]], 0);
    for (const t of at[q]!.flat()) {
      const held = bounds.heldAs(frame.shifts[t]!.id, frame.people[q]!.id);
      if (held === 'locked') continue;
      const yeses = held === 'accepted' ? 1 : 0;
      add([[q, t, s]], yeses);
      for (const r of frame.candidates[t]!)
        if (r !== q && r !== absent)
          add(
            [
              [q, t, s],
              [r, null, t],
            ],
            yeses,
          );
    }
  }
  return plans;
}

/** What this would cost, with everything put back afterwards; null if a rule forbids it, or it is worse than nothing. */
function tryOut(standing: Standing, asks: Plan['asks'], yeses: number, bounds: Bounds): Plan | null {
  const people = [...new Set(asks.map(([p]) => p))];
  const shifts = [...new Set(asks.flatMap(([, from, to]) => (from === null ? [to] : [from, to])))];
  const before = weigh(standing, people, shifts);
  for (const [p, from] of asks) if (from !== null) take(standing, p, from);
  const done = asks.filter(([p, , to]) => {
    const isFree = fits(standing, p, to);
    if (isFree) put(standing, p, to);
    return isFree;
  });
  const isAllowed =
    done.length === asks.length && shifts.every((s) => isSound(standing, s)) && bounds.isMended(shifts);
  const after = weigh(standing, people, shifts);
  for (const [p, , to] of done) take(standing, p, to);
  for (const [p, from] of asks) if (from !== null) put(standing, p, from);
  const places = Math.round((after.greater - before.greater) / PLACES);
  if (!isAllowed || places >= 0) return null;
  const unfair = after.greater - before.greater - places * PLACES;
  return { asks, cost: [places, asks.length, yeses, unfair, after.lesser - before.lesser] };
}

function better(one: Plan | null, other: Plan): Plan {
  if (one === null) return other;
  const at = one.cost.findIndex((value, index) => value !== other.cost[index]);
  return at >= 0 && other.cost[at]! < one.cost[at]! ? other : one;
}

function applyTo(cells: Cell[], { person, from, to }: Ask): Cell[] {
  const out = cells.map((cell) =>
    cell.shift === from && cell.person === person ? { ...cell, person: null, held: null } : cell,
  );
  const empty = out.findIndex((cell) => cell.shift === to && cell.person === null);
  return out.map((cell, at) => (at === empty ? { ...cell, person, held: null } : cell));
}
