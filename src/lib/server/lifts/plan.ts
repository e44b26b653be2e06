import * as beside from './plan-beside.ts';
import { chart, type Chart } from './plan-chart.ts';
import type { LiftProblem, Plan } from './plan-problem.ts';
import { searchOften } from './plan-search.ts';
import { begin, standingOf, type Standing } from './plan-standing.ts';
import { toPlan } from './plan-writing.ts';

export interface Limits {
  seconds: number;
  /** The files that run beside us; others in tests. */
  searcher?: string;
  solver?: string;
}

export interface Solved {
  plan: Plan;
  /**
   * 'proven': no plan is better, in strict order. 'best found': its time was over, or there were too many ways to try.
   * 'draft': the thread died.
   */
  proof: 'proven' | 'best found' | 'draft';
  /** No plan leaves less than this, in the units of `score.left`; 0 where nothing is known. */
  leastLeft: number;
}

/** What a plan is given at most; people wait for it. */
const MOST_SECONDS = 15;
/** Steps of a draft, shared among the requests: the count, not the clock, so that the same plan comes out everywhere. */
const STEPS = 10_000;
const SEEDS = [1, 2, 3];

/** A plan at once: it keeps every rule, and is close to the best. Throws if the problem names what it does not hold. */
export function draft(problem: LiftProblem): Plan {
  const known = chart(problem);
  return toPlan(problem, known, drafted(known));
}

function drafted(known: Chart): Standing {
  const steps = STEPS / Math.max(10, known.journeys.length) / SEEDS.length;
  return searchOften(known, begin(known), SEEDS, () => ({ progress: (step) => step / steps, seen: null }));
}

/**
 * The best plan there is, from a thread of its own; after `seconds` the best that was found. Whatever happens there,
 * a plan comes back: at the worst the draft.
 */
export async function solve(problem: LiftProblem, limits: Partial<Limits> = {}): Promise<Solved> {
  const known = chart(problem);
  const first = drafted(known);
  const { seconds = MOST_SECONDS, searcher, solver } = limits;
  const told = await beside.work({ chart: known, routes: first.routes, seconds, solver }, searcher);
  if (told === null) return { plan: toPlan(problem, known, first), proof: 'draft', leastLeft: 0 };
  const { routes, proof, leastLeft } = told;
  return { plan: toPlan(problem, known, standingOf(known, routes)), proof, leastLeft };
}
