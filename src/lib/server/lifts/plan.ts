import * as solver from '#server/solver/solver.ts';
import * as beside from './plan-beside.ts';
import { chart, type Chart } from './plan-chart.ts';
import { model, objectivesOf, standingFrom, startFrom, unitOf } from './plan-model.ts';
import type { LiftProblem, Plan } from './plan-problem.ts';
import { search } from './plan-search.ts';
import type { RunSet } from './plan-sets.ts';
import { begin, leftIn, standingOf, weigh, type Standing } from './plan-standing.ts';
import { toPlan } from './plan-writing.ts';

export interface Limits {
  seconds: number;
  /** The files that search and solve beside us; others in tests. */
  searcher?: string;
  solver?: string;
}

export interface Solved {
  plan: Plan;
  /**
   * 'proven': no plan is better, in strict order. 'best found': its time was over, or there were too many ways to try.
   * 'draft': the threads died.
   */
  proof: 'proven' | 'best found' | 'draft';
  /** No plan leaves less than this, in the units of `score.left`. */
  leastLeft: number;
}

/** What a plan is given at most; people wait for it. */
const MOST_SECONDS = 15;
/** Steps of a draft, shared among the requests: the count, not the clock, so that the same plan comes out everywhere. */
const STEPS = 12_000;

/** A plan at once: it keeps every rule, and is close to the best. Throws if the problem names what it does not hold. */
export function draft(problem: LiftProblem): Plan {
  const known = chart(problem);
  return toPlan(problem, known, drafted(known));
}

function drafted(known: Chart): Standing {
  const steps = STEPS / Math.max(10, known.journeys.length);
  return search(known, begin(known), { seed: 1, progress: (step) => step / steps, seen: null });
}

/**
 * The best plan there is, from threads of their own; after `seconds` the best that was found. Whatever happens there,
 * a plan comes back: at the worst the draft.
 */
export async function solve(problem: LiftProblem, limits: Partial<Limits> = {}): Promise<Solved> {
  const { seconds = MOST_SECONDS } = limits;
  const end = performance.now() + 1000 * seconds;
  const left = () => Math.max(0.05, (end - performance.now()) / 1000);
  const known = chart(problem);
  const first = drafted(known);
  const told = await beside.work(
    { chart: known, routes: first.routes, seconds: known.common ? 0.03 * seconds : 0.5 * seconds },
    left(),
    limits.searcher,
  );
  if (told === null) return { plan: toPlan(problem, known, first), proof: 'draft', leastLeft: 0 };
  const found = better(known, first, standingOf(known, told.routes));
  if (told.sets === undefined)
    return { plan: toPlan(problem, known, found), proof: 'best found', leastLeft: 0 };
  return prove(problem, known, found, {
    sets: told.sets,
    listed: told.listed ?? [],
    seconds: left(),
    solver: limits.solver,
  });
}

interface Listed {
  sets: RunSet[];
  listed: boolean[];
  seconds: number;
  solver: string | undefined;
}

async function prove(problem: LiftProblem, known: Chart, found: Standing, given: Listed): Promise<Solved> {
  const total = leftIn(known, begin(known));
  const isListed = known.common && given.listed.every((complete) => complete);
  if (given.sets.length === 0) {
    return {
      plan: toPlan(problem, known, found),
      proof: isListed ? 'proven' : 'best found',
      leastLeft: isListed ? total : 0,
    };
  }
  const program = model(known, given.sets);
  const limits = { seconds: given.seconds, worker: given.solver };
  const objectives = objectivesOf(known, program);
  const { outcome, values, bounds } = await solver.solve(
    program,
    objectives,
    startFrom(known, program, found),
    limits,
  );
  const best = values === null ? found : better(known, found, standingFrom(known, program, values));
  const bound = bounds[0] === undefined || !isListed ? 0 : Math.max(0, total + bounds[0] * unitOf(known));
  return {
    plan: toPlan(problem, known, best),
    proof: outcome === 'proven' && isListed ? 'proven' : 'best found',
    leastLeft: bound,
  };
}

function better(known: Chart, one: Standing, other: Standing): Standing {
  return weigh(known, other) < weigh(known, one) ? other : one;
}
