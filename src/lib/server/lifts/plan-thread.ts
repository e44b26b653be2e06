import { parentPort, workerData } from 'node:worker_threads';
import type { Told, Work } from './plan-beside.ts';
import { prove } from './plan-proving.ts';
import { searchOften, type Seen } from './plan-search.ts';
import { begin, standingOf, weigh } from './plan-standing.ts';

/** The share of its time for which the search goes on; where all go to one place, sets are listed after it. */
const SHARE = { common: 0.1, scattered: 0.6 };
/** And no more seconds than this for each request, if sets are listed. */
const EACH = 0.03;

const { chart, routes, seconds, solver } = workerData as Work;
const began = performance.now();
const spent = () => (performance.now() - began) / 1000 / seconds;
const share = chart.common
  ? Math.min(SHARE.common, (EACH * chart.journeys.length) / seconds)
  : SHARE.scattered;
const seen: Seen = new Map();
const given = standingOf(chart, routes);
// Short searches from nothing find more that is new than a long one from what there is; a long one finds more in all.
const seeds = chart.common ? [4, 5, 6] : [4];
const searched = searchOften(chart, chart.common ? begin(chart) : given, seeds, (nth) => ({
  progress: () => (seeds.length * spent()) / share - nth,
  seen,
}));
const found = weigh(chart, searched) < weigh(chart, given) ? searched : given;
tell({ routes: found.routes, proof: 'best found', leastLeft: 0, isOver: false });
const { standing, proof, leastLeft } = await prove(chart, found, seen, {
  seconds: seconds * Math.max(0.05, 1 - spent()),
  worker: solver,
});
tell({ routes: standing.routes, proof, leastLeft, isOver: true });

function tell(told: Told): void {
  parentPort?.postMessage(told);
}
