// npx tsx bench/dial-a-ride.ts FILE [--seconds S]: plans a classic dial-a-ride file, and prints one line of JSON with the
// cost and every route, node by node as the file numbers them, so that anyone can recompute it.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Chart } from '#server/lifts/plan-chart.ts';
import { lengthOf } from '#server/lifts/plan-classic.ts';
import { prove } from '#server/lifts/plan-proving.ts';
import { searchOften, type Seen } from '#server/lifts/plan-search.ts';
import { begin, leftIn, type Standing } from '#server/lifts/plan-standing.ts';
import { readClassic } from './dial-a-ride-file.ts';

/** The routes seen are put together anew for this share of the time, if there is time enough to start a solver. */
const PACKING = 0.2;
const WORTH_PACKING = 3;
const SEEDS = [1, 2];

export interface ClassicPlan {
  cost: number;
  /** Requests in no route; 0 in a plan that counts. */
  left: number;
  /** By vehicle in use: from the depot, 0, back to it. */
  routes: number[][];
}

export async function planClassic(text: string, seconds: number): Promise<ClassicPlan> {
  const began = performance.now();
  const chart = readClassic(text);
  const spent = () => (performance.now() - began) / 1000 / seconds;
  const seen: Seen = new Map();
  const packing = seconds >= WORTH_PACKING ? PACKING : 0;
  let standing = searchOften(chart, begin(chart), SEEDS, (nth) => ({
    progress: () => (SEEDS.length * spent()) / (1 - packing) - nth,
    seen,
  }));
  if (packing > 0) {
    const left = seconds * (1 - spent());
    standing = (await prove(chart, standing, seen, { seconds: left })).standing;
  }
  return written(chart, standing);
}

function written(chart: Chart, standing: Standing): ClassicPlan {
  const count = chart.requestOf.length;
  const used = standing.routes.map((stops, k) => ({ stops, k })).filter(({ stops }) => stops.length > 0);
  const cost = used.reduce((sum, { stops, k }) => sum + lengthOf(chart, chart.runs[k]!, stops), 0);
  return {
    cost: Number(cost.toFixed(6)),
    left: leftIn(chart, standing) / 2,
    routes: used.map(({ stops }) => [
      0,
      ...stops.map((node) => (node % 2 === 0 ? 1 + (node >> 1) : 1 + count + (node >> 1))),
      0,
    ]),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [file, flag, seconds = '10'] = process.argv.slice(2);
  if (file === undefined || (flag !== undefined && flag !== '--seconds') || !(Number(seconds) > 0)) {
    console.error('npx tsx bench/dial-a-ride.ts FILE [--seconds S]');
    process.exit(1);
  }
  console.log(JSON.stringify(await planClassic(readFileSync(file, 'utf8'), Number(seconds))));
}
