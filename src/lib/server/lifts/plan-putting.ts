import type { Chart } from './plan-chart.ts';
import { bestEntry, type Entry } from './plan-places.ts';
import { copyOf, setRoute, soften, type Standing } from './plan-standing.ts';
import type { Roll } from './plan-taking.ts';

/** Tenths that it counts if a further run could not take somebody. */
const NO_OTHER = 2000;

/** By journey and run: the best way to take the journey along, and the route that it was found for. */
export interface Table {
  routes: (number[] | undefined)[];
  entries: (Entry | null)[];
  /** Tenths that it adds; infinite if there is no way. */
  added: Float64Array;
}

export function table({ requestOf, runs }: Chart): Table {
  const size = requestOf.length * runs.length;
  return { routes: Array.from({ length: size }), entries: [], added: new Float64Array(size).fill(Infinity) };
}

interface Way {
  request: number;
  /** The runs of each of its journeys; -1 where one is fine and this is not the one. */
  runs: number[];
  added: number;
  regret: number;
  /** The least comes first. */
  rank: number;
}

export interface Putting {
  /**
   * Who comes first. 'regret': whoever would lose most if the best run, or the two best, were not there. 'added':
   * whoever adds least. 'worth': whoever adds least for what they count. 'chance': anybody.
   */
  by: 'regret' | 'added' | 'worth' | 'chance';
  runs: number;
  noise: number;
}

/** Puts in whoever is not in, one after the other, as long as somebody fits. */
export function putIn(
  chart: Chart,
  standing: Standing,
  known: Table,
  { by, runs, noise }: Putting,
  roll: Roll,
): void {
  const chance = by === 'chance' ? chart.journeys.map(roll) : [];
  const waiting = new Set(chart.journeys.keys());
  for (const r of waiting) if (isComplete(chart, standing, r)) waiting.delete(r);
  while (waiting.size > 0) {
    let best: Way | null = null;
    for (const r of waiting) {
      const way = wayFor(chart, standing, known, r, runs);
      if (way === null) {
        waiting.delete(r);
        continue;
      }
      const doubt = noise > 0 ? 1 + noise * (2 * roll() - 1) : 1;
      way.rank =
        by === 'regret'
          ? -way.regret * doubt
          : by === 'added'
            ? way.added * doubt
            : by === 'worth'
              ? (way.added * doubt) / chart.value[r]!
              : chance[r]!;
      if (best === null || way.rank < best.rank || (way.rank === best.rank && way.added < best.added))
        best = way;
    }
    if (best === null) return;
    if (!follow(chart, standing, known, best) || isComplete(chart, standing, best.request)) {
      waiting.delete(best.request);
    }
  }
}

function isComplete({ journeys }: Chart, { carried }: Standing, r: number): boolean {
  for (const j of journeys[r]!) if (carried[j] === 0) return false;
  return true;
}

function wayFor(chart: Chart, standing: Standing, known: Table, r: number, regret: number): Way | null {
  const way: Way = { request: r, runs: [], added: 0, regret: 0, rank: 0 };
  for (const j of chart.journeys[r]!) {
    if (standing.carried[j] === 1) {
      way.runs.push(-1);
      continue;
    }
    const run = lookUp(chart, standing, known, j, regret, way);
    if (run < 0 && chart.tied[r]) return null;
    way.runs.push(run);
  }
  return way.runs.some((run) => run >= 0) ? way : null;
}

/** The run that this journey adds least to; counts what it adds, and what would be lost, towards the way. */
function lookUp(chart: Chart, standing: Standing, known: Table, j: number, regret: number, way: Way): number {
  const count = chart.runs.length;
  const least = [Infinity, Infinity, Infinity];
  let best = -1;
  for (let k = 0; k < count; k++) {
    const at = j * count + k;
    if (known.routes[at] !== standing.routes[k]) renew(chart, standing, known, j, k);
    const added = known.added[at]!;
    if (added < least[0]!) {
      least[2] = least[1]!;
      least[1] = least[0]!;
      least[0] = added;
      best = k;
    } else if (added < least[1]!) {
      least[2] = least[1]!;
      least[1] = added;
    } else if (added < least[2]!) least[2] = added;
  }
  if (best < 0) return best;
  way.added += least[0]!;
  for (let rank = 1; rank < regret; rank++) {
    way.regret += Math.min(NO_OTHER, least[rank]! - least[0]!);
  }
  return best;
}

function renew(chart: Chart, { routes, costs }: Standing, known: Table, j: number, k: number): void {
  const at = j * chart.runs.length + k;
  const entry = bestEntry(chart, chart.runs[k]!, routes[k]!, j);
  known.routes[at] = routes[k]!;
  known.entries[at] = entry;
  known.added[at] = entry === null ? Infinity : soften(entry.cost) - soften(costs[k]!);
}

/** False, and nothing is changed, if both journeys wanted the same room. */
function follow(chart: Chart, standing: Standing, known: Table, { request, runs }: Way): boolean {
  const before = copyOf(standing);
  const journeys = chart.journeys[request]!;
  let any = false;
  for (const [i, j] of journeys.entries()) {
    if (runs[i]! < 0) continue;
    const scratch: Way = { request, runs: [], added: 0, regret: 0, rank: 0 };
    const k = lookUp(chart, standing, known, j, 1, scratch);
    if (k < 0) {
      if (!chart.tied[request]) continue;
      Object.assign(standing, before);
      return false;
    }
    setRoute(chart, standing, k, known.entries[j * chart.runs.length + k]!.stops);
    any = true;
  }
  return any;
}
