import { clashesOf } from './fill-clashes.ts';
import * as drafting from './fill-draft.ts';
import { frame, type Frame } from './fill-frame.ts';
import type { Cell, Rota, RotaProblem } from './fill-problem.ts';
import { score, type Standing } from './fill-standing.ts';

/** A rota at once: it keeps every rule, and is close to the best. Throws if the problem names what it does not hold. */
export function draft(problem: RotaProblem): Rota {
  return toRota(drafting.draft(frame(problem)));
}

export function toRota(standing: Standing): Rota {
  const { frame, load } = standing;
  const shares = frame.people.map(({ id, pledge }, p) => ({
    person: id,
    given: load[p]! * frame.step,
    recent: frame.recent[p]!,
    pledge,
  }));
  return {
    cells: frame.shifts.flatMap((_, s) => cellsOf(frame, s, standing.on[s]!)),
    score: score(standing),
    shares,
    largestGap: Math.max(0, ...shares.map(({ given, pledge }) => Math.abs(given - pledge))),
    clashes: clashesOf(standing),
  };
}

/** The places of a shift: who is held first, then as the people are listed, then the empty ones. */
function cellsOf({ shifts, people, held, capacity }: Frame, s: number, on: number[]): Cell[] {
  const shift = shifts[s]!;
  const rank = (p: number) => (held[p]![s] ? p : p + people.length);
  const inOrder = [...on].sort((a, b) => rank(a) - rank(b));
  return Array.from({ length: capacity[s]! }, (_, place) => {
    const person = people[inOrder[place] ?? -1]?.id ?? null;
    const how = shift.held.find((one) => one.person === person)?.how ?? null;
    return { shift: shift.id, place, must: place < shift.must, person, held: how };
  });
}
