import * as solver from '#server/solver/solver.ts';
import type { Chart } from './plan-chart.ts';
import { model, objectivesOf, standingFrom, startFrom, unitOf } from './plan-model.ts';
import type { Seen } from './plan-search.ts';
import { setsFor, type RunSet } from './plan-sets.ts';
import { begin, leftIn, weigh, type Standing } from './plan-standing.ts';

export interface Proven {
  standing: Standing;
  proof: 'proven' | 'best found';
  /** No plan leaves less than this; 0 where nothing is known. */
  leastLeft: number;
}

/** Sets of one run: more would take the solver too long. */
const MOST_OF_RUN = 60_000;

/** The best plan that can be put together from sets of riders: from all that there are, or from those that came up. */
export async function prove(
  chart: Chart,
  found: Standing,
  seen: Seen,
  limits: solver.Limits,
): Promise<Proven> {
  const { sets, complete } = chart.common
    ? listed(chart, found, seen)
    : { sets: seenSets(chart, seen), complete: false };
  const total = leftIn(chart, begin(chart));
  if (sets.length === 0) {
    return { standing: found, proof: complete ? 'proven' : 'best found', leastLeft: complete ? total : 0 };
  }
  const program = model(chart, sets);
  const start = startFrom(chart, program, found);
  const { outcome, values, bounds } = await solver.solve(
    program,
    objectivesOf(chart, program),
    start,
    limits,
  );
  const packed = values === null ? found : standingFrom(chart, program, values);
  return {
    standing: weigh(chart, packed) < weigh(chart, found) ? packed : found,
    proof: complete && outcome === 'proven' ? 'proven' : 'best found',
    leastLeft: complete && bounds[0] !== undefined ? Math.max(0, total + bounds[0] * unitOf(chart)) : 0,
  };
}

function listed(chart: Chart, found: Standing, seen: Seen): { sets: RunSet[]; complete: boolean } {
  const sets: RunSet[] = [];
  let complete = true;
  chart.runs.forEach(({ kind }, k) => {
    if (kind !== k) return;
    const all = setsFor(chart, k, () => true, MOST_OF_RUN);
    if (!all.complete) complete = false;
    for (const set of all.complete ? all.sets : someSets(chart, k, found, seen)) sets.push(set);
  });
  return { sets, complete };
}

/** Where there are too many sets to list: those that the search came across, and all of those whom neighbours leave. */
function someSets(chart: Chart, k: number, { routes }: Standing, seen: Seen): RunSet[] {
  const isFree = (at: number) => chart.runs[at]!.fixed + chart.runs[at]!.perMinute === 0;
  const isLeft = (j: number) => !routes.some((stops, at) => isFree(at) && stops.includes(2 * j));
  const known = seenSets(chart, seen).filter(({ run }) => run === k);
  return [...known, ...setsFor(chart, k, isLeft, MOST_OF_RUN).sets];
}

function seenSets(chart: Chart, seen: Seen): RunSet[] {
  return [...seen.values()].map(({ kind, cost, stops }) => ({ run: kind, stops, cost }));
}
