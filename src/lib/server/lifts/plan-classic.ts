import type { Chart, ChartRun } from './plan-chart.ts';
import { NEAR } from './plan-times.ts';

// By place in the route: when service begins, the wait before it, when the car goes on.
let begins = new Float64Array(64);
let waits = new Float64Array(64);
let goes = new Float64Array(64);
let route = new Int32Array(64);
/** By node: its place in the route. */
let whereIs = new Int32Array(64);

/** How far a classic route is. */
export function lengthOf({ nodes, travel }: Chart, { begin, end }: ChartRun, stops: number[]): number {
  if (stops.length === 0) return 0;
  let sum = travel[begin * nodes + stops[0]!]!;
  for (let i = 1; i < stops.length; i++) sum += travel[stops[i - 1]! * nodes + stops[i]!]!;
  return sum + travel[stops.at(-1)! * nodes + end]!;
}

/**
 * True if there are times at which this route keeps its windows, its length in minutes and every ride limit; cars may
 * wait with riders aboard. Source: the eight steps of Cordeau & Laporte 2003, "A tabu search heuristic for the static
 * multi-vehicle dial-a-ride problem".
 */
export function isOnTime(chart: Chart, run: ChartRun, stops: number[]): boolean {
  const last = fill(chart, run, stops);
  if (!goForward(chart, 0, last)) return false;
  const later = Math.min(slackAt(chart, 0, last), waitAfter(0, last));
  begins[0]! += later;
  goes[0] = begins[0]!;
  if (!goForward(chart, 0, last)) return false;
  if (begins[last]! - begins[0]! > run.most + NEAR) return false;
  return ridesFit(chart, last) || shortenRides(chart, last);
}

function fill({ nodes, from }: Chart, { begin, end }: ChartRun, stops: number[]): number {
  const last = stops.length + 1;
  if (begins.length < nodes) grow(nodes);
  route[0] = begin;
  for (let i = 0; i < stops.length; i++) {
    route[i + 1] = stops[i]!;
    whereIs[stops[i]!] = i + 1;
  }
  route[last] = end;
  begins[0] = goes[0] = from[begin]!;
  waits[0] = 0;
  return last;
}

/** Times after place `i` of the route, as early as may be; false if some window is missed. */
function goForward({ nodes, travel, from, until, service }: Chart, i: number, last: number): boolean {
  for (let at = i + 1; at <= last; at++) {
    const node = route[at]!;
    const comes = goes[at - 1]! + travel[route[at - 1]! * nodes + node]!;
    const begin = Math.max(comes, from[node]!);
    if (begin > until[node]! + NEAR) return false;
    begins[at] = begin;
    waits[at] = begin - comes;
    goes[at] = begin + service[node]!;
  }
  return true;
}

/** How much later service at place `i` may begin, with no window missed and no ride made too long. */
function slackAt({ until, rideLimit }: Chart, i: number, last: number): number {
  let waited = 0;
  let slack = Infinity;
  for (let at = i; at <= last; at++) {
    if (at > i) waited += waits[at]!;
    const node = route[at]!;
    let room = until[node]! - begins[at]!;
    if (node % 2 === 1 && at < last && whereIs[node - 1]! < i) {
      room = Math.min(room, rideLimit[node >> 1]! - rideTo(at));
    }
    slack = Math.min(slack, waited + Math.max(0, room));
  }
  return slack;
}

function waitAfter(i: number, last: number): number {
  let sum = 0;
  for (let at = i + 1; at <= last; at++) sum += waits[at]!;
  return sum;
}

/** Minutes aboard of whoever gets out at this place of the route. */
function rideTo(at: number): number {
  return begins[at]! - goes[whereIs[route[at]! - 1]!]!;
}

function ridesFit({ rideLimit }: Chart, last: number): boolean {
  for (let at = 1; at < last; at++) {
    const node = route[at]!;
    if (node % 2 === 1 && rideTo(at) > rideLimit[node >> 1]! + NEAR) return false;
  }
  return true;
}

/** Delays each getting in as far as may be, since the wait is then before it and not aboard. */
function shortenRides(chart: Chart, last: number): boolean {
  for (let at = 1; at < last; at++) {
    const node = route[at]!;
    if (node % 2 === 1) {
      // Nothing after this place makes this ride shorter.
      if (rideTo(at) > chart.rideLimit[node >> 1]! + NEAR) return false;
      continue;
    }
    const later = Math.min(slackAt(chart, at, last), waitAfter(at, last));
    if (later <= 0) continue;
    begins[at]! += later;
    waits[at]! += later;
    goes[at] = begins[at]! + chart.service[node]!;
    if (!goForward(chart, at, last)) return false;
  }
  return true;
}

function grow(nodes: number): void {
  begins = new Float64Array(nodes);
  waits = new Float64Array(nodes);
  goes = new Float64Array(nodes);
  route = new Int32Array(nodes);
  whereIs = new Int32Array(nodes);
}
