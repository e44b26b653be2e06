import * as solver from '#server/solver/solver.ts';
import { clashesOf } from './fill-clashes.ts';
import * as drafting from './fill-draft.ts';
import { frame, type Frame } from './fill-frame.ts';
import type { Cell, Rota, RotaProblem } from './fill-problem.ts';
import { columnsOf, model, objectivesOf, standingFrom } from './fill-model.ts';
import { inOrder, isLess } from './fill-search.ts';
import { score, type Standing } from './fill-standing.ts';

/** A rota at once: it keeps every rule, and is close to the best. Throws if the problem names what it does not hold. */
export function draft(problem: RotaProblem): Rota {
  return toRota(drafting.draft(frame(problem)));
}

export interface Solved {
  rota: Rota;
  /** 'proven': no rota is better, in strict order. 'best found': its time was over. 'draft': the solver died. */
  proof: 'proven' | 'best found' | 'draft';
}

/** What a rota is given at most; people wait for it. */
const MOST_SECONDS = 10;

/**
 * The best rota there is, from a thread of its own; after `seconds` the best that was found. Whatever happens there,
 * a rota comes back: at the worst the draft.
 */
export async function solve(
  problem: RotaProblem,
  { seconds = MOST_SECONDS, worker }: Partial<solver.Limits> = {},
): Promise<Solved> {
  const known = frame(problem);
  const drafted = drafting.draft(known);
  const program = model(known);
  const answer = await solver.solve(program, objectivesOf(known, program), columnsOf(program, drafted), {
    seconds,
    worker,
  });
  const { outcome, values } = answer;
  const solved = values === null ? null : standingFrom(known, program, values);
  // A proof that the draft contradicts would be a mistake in the model or the solver: two methods watch each other.
  if (solved === null || isLess(inOrder(score(drafted)), inOrder(score(solved))))
    return { rota: toRota(drafted), proof: outcome === 'died' ? 'draft' : 'best found' };
  return { rota: toRota(solved), proof: outcome === 'proven' ? 'proven' : 'best found' };
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
