import type { Chart, ChartRun } from './plan-chart.ts';
import { lengthOf } from './plan-classic.ts';
import { COST, costOf } from './plan-route.ts';

/** The best way to take a journey along: the stops then, and what the run costs then. */
export interface Entry {
  cost: number;
  stops: number[];
}

/** By place in the route: the earliest that the car goes on there, and the latest that it may come. */
let earliest = new Float64Array(64);
let latest = new Float64Array(64);
let none = new Float64Array(64);

/** The least dear way to take a journey along; null if there is none. */
export function bestEntry(chart: Chart, run: ChartRun, stops: number[], journey: number): Entry | null {
  if (run.may[journey] === 0) return null;
  return chart.common ? inOneWay(chart, run, stops, journey) : anywhere(chart, run, stops, journey);
}

/** Where all go to one place, or come from it, only the order of the other ends matters. */
function inOneWay(chart: Chart, run: ChartRun, stops: number[], journey: number): Entry | null {
  const half = stops.length / 2;
  const [getIn, getOut] = [2 * journey, 2 * journey + 1];
  let best: Entry | null = null;
  for (let at = 0; at <= half; at++) {
    const tried =
      run.leg === 'out'
        ? [...stops.slice(0, at), getIn, ...stops.slice(at, half), getOut, ...stops.slice(half)]
        : [getIn, ...stops.slice(0, half + at), getOut, ...stops.slice(half + at)];
    const cost = costOf(chart, run, tried);
    if (cost < (best?.cost ?? Infinity)) best = { cost, stops: tried };
  }
  return best;
}

function anywhere(chart: Chart, run: ChartRun, stops: number[], journey: number): Entry | null {
  const { nodes, travel, from, until, rideLimit } = chart;
  const service = servicesOf(chart);
  const [getIn, getOut] = [2 * journey, 2 * journey + 1];
  const limit = rideLimit[journey]! + 1e-7;
  const route = [run.begin, ...stops, run.end];
  bound(chart, route);
  const length = chart.classic ? lengthOf(chart, run, stops) : 0;
  let best: Entry | null = null;
  let least = Infinity;
  for (let i = 0; i + 1 < route.length; i++) {
    const before = route[i]!;
    const inAt = Math.max(from[getIn]!, earliest[i]! + travel[before * nodes + getIn]!);
    if (inAt > until[getIn]!) continue;
    const toIn = travel[before * nodes + getIn]!;
    // The way from getting in to `node`, and the time there, as the route is followed.
    let node = getIn;
    let time = inAt + service[getIn]!;
    let aboard = 0;
    for (let j = i; j + 1 < route.length; j++) {
      if (j > i) {
        const next = route[j]!;
        aboard += travel[node * nodes + next]!;
        time += travel[node * nodes + next]!;
        if (time > latest[j]! || aboard > limit) break;
        time = Math.max(time, from[next]!) + service[next]!;
        aboard += service[next]!;
        node = next;
      }
      const toOut = travel[node * nodes + getOut]!;
      if (aboard + toOut > limit) continue;
      const outAt = Math.max(from[getOut]!, time + toOut);
      if (outAt > until[getOut]!) continue;
      const after = route[j + 1]!;
      if (outAt + service[getOut]! + travel[getOut * nodes + after]! > latest[j + 1]!) continue;
      if (chart.classic) {
        const added =
          j === i
            ? toIn + toOut + travel[getOut * nodes + after]! - travel[before * nodes + after]!
            : toIn +
              travel[getIn * nodes + route[i + 1]!]! -
              travel[before * nodes + route[i + 1]!]! +
              toOut +
              travel[getOut * nodes + after]! -
              travel[node * nodes + after]!;
        if (10 * COST * (length + added) >= least - 1e-4) continue;
      }
      const tried = [...stops.slice(0, i), getIn, ...stops.slice(i, j), getOut, ...stops.slice(j)];
      const cost = costOf(chart, run, tried);
      if (cost < least) {
        best = { cost, stops: tried };
        least = cost;
      }
    }
  }
  return best;
}

/** Windows alone, as if the car might wait anywhere: what misses them misses them in any case. */
function bound(chart: Chart, route: number[]): void {
  const { nodes, travel, from, until } = chart;
  const service = servicesOf(chart);
  if (earliest.length < nodes) {
    earliest = new Float64Array(nodes);
    latest = new Float64Array(nodes);
  }
  const last = route.length - 1;
  earliest[0] = from[route[0]!]!;
  for (let at = 1; at <= last; at++) {
    const [node, before] = [route[at]!, route[at - 1]!];
    const comes = earliest[at - 1]! + travel[before * nodes + node]!;
    earliest[at] = Math.max(comes, from[node]!) + service[node]!;
  }
  latest[last] = until[route[last]!]! + 1e-7;
  for (let at = last - 1; at >= 0; at--) {
    const [node, after] = [route[at]!, route[at + 1]!];
    latest[at] = Math.min(
      until[node]! + 1e-7,
      latest[at + 1]! - travel[node * nodes + after]! - service[node]!,
    );
  }
}

/** Stops in a row at one place are one halt, where nobody waits for the other: so none is counted. */
function servicesOf({ classic, service, nodes }: Chart): Float64Array {
  if (classic) return service;
  if (none.length < nodes) none = new Float64Array(nodes);
  return none;
}
