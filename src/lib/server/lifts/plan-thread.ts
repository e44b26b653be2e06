import { parentPort, workerData } from 'node:worker_threads';
import type { Chart } from './plan-chart.ts';
import type { Told } from './plan-beside.ts';
import { search, type Seen } from './plan-search.ts';
import { setsFor, type RunSet } from './plan-sets.ts';
import { standingOf } from './plan-standing.ts';

export interface Work {
  chart: Chart;
  routes: number[][];
  /** For the search; what is listed takes as long as it takes. */
  seconds: number;
}

/** Sets of one run, and of all: more would take the solver too long. */
const MOST_OF_RUN = 15_000;

const { chart, routes, seconds } = workerData as Work;
const seen: Seen = new Map();
const end = performance.now() + 1000 * seconds;
const began = performance.now();
const progress = () => (performance.now() - began) / (end - began);
const found = search(chart, standingOf(chart, routes), { seed: 1, progress, seen });
tell({ routes: found.routes });
const lists = chart.common ? chart.runs.map((_, k) => setsFor(chart, k, () => true, MOST_OF_RUN)) : [];
tell({
  routes: found.routes,
  sets: chart.runs.flatMap((_, k) => (lists[k]?.complete ? lists[k].sets : someSets(k))),
  listed: lists.map(({ complete }) => complete),
});

/** Where there are too many sets to list: those that the search came across, and all of those whom neighbours leave. */
function someSets(k: number): RunSet[] {
  const { kind } = chart.runs[k]!;
  if (chart.runs.findIndex((run) => run.kind === kind) < k) return [];
  const known = [...seen.values()]
    .filter((route) => route.kind === kind)
    .map(({ cost, stops }) => ({ run: k, stops, cost }));
  return chart.common ? [...known, ...setsFor(chart, k, isLeft, MOST_OF_RUN).sets] : known;
}

function isLeft(journey: number): boolean {
  return !found.routes.some((stops, k) => chart.runs[k]!.fixed === 0 && stops.includes(2 * journey));
}

function tell(told: Told): void {
  parentPort?.postMessage(told);
}
