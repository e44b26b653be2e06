import type { Chart } from './plan-chart.ts';
import { soften, takeOut, type Standing } from './plan-standing.ts';
import { costOf } from './plan-route.ts';

/** A number from 0 up to 1, the next one each time. */
export type Roll = () => number;

/** Takes about `count` requests out of their runs, so that they can be put back better. */
export type Taking = (chart: Chart, standing: Standing, count: number, roll: Roll) => void;

export const TAKINGS: Taking[] = [atRandom, alike, dearest, wholeRun];

/** The further from 1, the more surely the first of a list is taken. */
const SURE = 5;

function atRandom(chart: Chart, standing: Standing, count: number, roll: Roll): void {
  for (let taken = 0; taken < count; taken++) {
    const carried = carriedIn(chart, standing);
    if (carried.length === 0) return;
    takeOut(chart, standing, carried[Math.floor(roll() * carried.length)]!);
  }
}

/** Requests near each other in place and time can take each other's place; near one that is left, if there is one. */
function alike(chart: Chart, standing: Standing, count: number, roll: Roll): void {
  const carried = carriedIn(chart, standing);
  const left = [...chart.journeys.keys()].filter((r) => !carried.includes(r));
  const among = left.length > 0 && roll() < 0.5 ? left : carried;
  if (carried.length === 0) return;
  const first = among[Math.floor(roll() * among.length)]!;
  const list = carried
    .map((r) => ({ r, apart: farness(chart, first, r) }))
    .sort((a, b) => a.apart - b.apart || a.r - b.r)
    .map(({ r }) => r);
  for (let taken = 0; taken < count && list.length > 0; taken++) {
    takeOut(chart, standing, list.splice(Math.floor(roll() ** SURE * list.length), 1)[0]!);
  }
}

/** Minutes between two requests, on the way and in time. */
function farness({ journeys, nodes, travel, from, until }: Chart, r: number, s: number): number {
  if (r === s) return -1;
  let sum = 0;
  const [one, other] = [journeys[r]!, journeys[s]!];
  const pairs = Math.min(one.length, other.length);
  for (let i = 0; i < pairs; i++) {
    const [a, b] = [2 * one[i]!, 2 * other[i]!];
    sum += travel[a * nodes + b]! + travel[(a + 1) * nodes + b + 1]!;
    sum += timeApart(from[a]!, from[b]!) + timeApart(until[a + 1]!, until[b + 1]!);
  }
  return pairs === 0 ? 0 : sum / pairs;
}

function timeApart(one: number, other: number): number {
  const apart = Math.abs(one - other);
  return apart < Infinity ? apart : 0;
}

function dearest(chart: Chart, standing: Standing, count: number, roll: Roll): void {
  const list = carriedIn(chart, standing).map((r) => ({ r, saved: savedBy(chart, standing, r) }));
  list.sort((a, b) => b.saved - a.saved || a.r - b.r);
  for (let taken = 0; taken < count && list.length > 0; taken++) {
    const at = Math.floor(roll() ** SURE * list.length);
    takeOut(chart, standing, list.splice(at, 1)[0]!.r);
  }
}

function savedBy(chart: Chart, { routes, costs }: Standing, r: number): number {
  let saved = 0;
  routes.forEach((stops, k) => {
    const kept = stops.filter((node) => chart.requestOf[node >> 1] !== r);
    if (kept.length === stops.length) return;
    const cost = costOf(chart, chart.runs[k]!, kept);
    if (cost < Infinity) saved += soften(costs[k]!) - soften(cost);
  });
  return saved;
}

function wholeRun(chart: Chart, standing: Standing, count: number, roll: Roll): void {
  const used = standing.routes.flatMap((stops, k) => (stops.length > 0 ? [k] : []));
  if (used.length === 0) return;
  const stops = standing.routes[used[Math.floor(roll() * used.length)]!]!;
  const requests = new Set(stops.map((node) => chart.requestOf[node >> 1]!));
  for (const r of requests) takeOut(chart, standing, r);
  atRandom(chart, standing, Math.max(0, Math.floor(count / 2) - requests.size), roll);
}

function carriedIn({ journeys }: Chart, { carried }: Standing): number[] {
  return [...journeys.keys()].filter((r) => journeys[r]!.some((j) => carried[j] === 1));
}
