import type { Chart } from './plan-chart.ts';
import { CHANGED, COST, costOf, emptyCost, LEFT } from './plan-route.ts';

/** Who is in which run. Routes are never changed, only replaced. */
export interface Standing {
  /** By run: its stops without its ends. */
  routes: number[][];
  /** By run. */
  costs: number[];
  /** By journey: 1 if somebody takes it along. */
  carried: Uint8Array;
}

export function begin(chart: Chart): Standing {
  return {
    routes: chart.runs.map(() => []),
    costs: chart.runs.map(emptyCost),
    carried: new Uint8Array(chart.requestOf.length),
  };
}

/** As given, without the routes that break a rule now and without journeys that have lost their other half. */
export function standingOf(chart: Chart, routes: number[][]): Standing {
  const standing = begin(chart);
  routes.forEach((stops, k) => setRoute(chart, standing, k, stops));
  chart.journeys.forEach((journeys, r) => {
    const isWhole = journeys.every((j) => standing.carried[j] === 1);
    if (chart.tied[r] && !isWhole) takeOut(chart, standing, r);
  });
  return standing;
}

export function copyOf({ routes, costs, carried }: Standing): Standing {
  return { routes: routes.slice(), costs: costs.slice(), carried: carried.slice() };
}

/** A route that breaks a rule leaves its run empty. */
export function setRoute(chart: Chart, standing: Standing, k: number, stops: number[]): void {
  const { routes, costs, carried } = standing;
  for (const node of routes[k]!) carried[node >> 1] = 0;
  const cost = costOf(chart, chart.runs[k]!, stops);
  routes[k] = cost < Infinity ? stops : [];
  costs[k] = cost < Infinity ? cost : emptyCost(chart.runs[k]!);
  for (const node of routes[k]) carried[node >> 1] = 1;
}

/** Takes a request out of every run that it is in. */
export function takeOut(chart: Chart, standing: Standing, r: number): void {
  standing.routes.forEach((stops, k) => {
    const kept = stops.filter((node) => chart.requestOf[node >> 1] !== r);
    if (kept.length < stops.length) setRoute(chart, standing, k, kept);
  });
}

/** What it counts that this request is not carried, or not on each journey. */
export function leftOf({ journeys, value, tied }: Chart, { carried }: Standing, r: number): number {
  let missing = 0;
  for (const j of journeys[r]!) if (carried[j] === 0) missing++;
  if (missing === 0) return 0;
  return tied[r] ? value[r]! : (value[r]! * missing) / journeys[r]!.length;
}

export function leftIn(chart: Chart, standing: Standing): number {
  return chart.journeys.reduce((sum, _, r) => sum + leftOf(chart, standing, r), 0);
}

/** All stages but the first, as `costOf` has them: somebody who was told and is left has to be told too. */
export function costIn(chart: Chart, { costs, carried }: Standing): number {
  let sum = 0;
  for (const cost of costs) sum += cost;
  for (let j = 0; j < carried.length; j++) if (chart.told[j] === 1 && carried[j] === 0) sum += CHANGED;
  return sum;
}

/** In all stages in strict order, the greater the worse. */
export function weigh(chart: Chart, standing: Standing): number {
  return LEFT * leftIn(chart, standing) + costIn(chart, standing);
}

/** Tenths that a change, and a unit left, count while we look around: strict order would let us nowhere. */
const SOFT_CHANGED = 150;
const SOFT_LEFT = 300;

export function soften(cost: number): number {
  const changed = Math.floor(cost / CHANGED);
  return changed * SOFT_CHANGED + (cost - changed * CHANGED) / COST;
}

export function softWeight(chart: Chart, standing: Standing): number {
  return soften(costIn(chart, standing)) + SOFT_LEFT * leftIn(chart, standing);
}
