import { chart, type Chart } from '#server/lifts/plan-chart.ts';
import { bestEntry } from '#server/lifts/plan-places.ts';
import type { LiftProblem } from '#server/lifts/plan-problem.ts';
import { costOf } from '#server/lifts/plan-route.ts';
import { begin, copyOf, setRoute } from '#server/lifts/plan-standing.ts';

/** 'as told': a driver who has told somebody a time keeps to it. 'told anew': stops may change places each time. */
export type Keeping = 'as told' | 'told anew';

/**
 * Requests that are carried if each, as they come, gets the first driver who can, for each way; nobody is given another
 * driver for those who come later, and nobody is taken out without a way home.
 */
export function firstComeFirstServed(problem: LiftProblem, keeping: Keeping): number {
  const known = chart(problem);
  let standing = begin(known);
  let carried = 0;
  for (const journeys of known.journeys) {
    const tried = copyOf(standing);
    const isTaken = journeys.every((j) =>
      known.runs.some((_, k) => {
        const stops = stopsWith(known, k, tried.routes[k]!, j, keeping);
        if (stops !== null) setRoute(known, tried, k, stops);
        return stops !== null;
      }),
    );
    if (!isTaken) continue;
    standing = tried;
    carried++;
  }
  return carried;
}

function stopsWith(known: Chart, k: number, stops: number[], j: number, keeping: Keeping): number[] | null {
  const run = known.runs[k]!;
  if (run.may[j] === 0) return null;
  if (keeping === 'told anew') return bestEntry(known, run, stops, j)?.stops ?? null;
  const half = stops.length / 2;
  // Before all others on the way there, after all others on the way back: only so does nobody's time change.
  const added =
    run.leg === 'out'
      ? [2 * j, ...stops, 2 * j + 1]
      : [...stops.slice(0, half), 2 * j, ...stops.slice(half), 2 * j + 1];
  return costOf(known, run, added) < Infinity ? added : null;
}
