import type { Objective, Program, Row, Start } from '#server/solver/solver.ts';
import type { Chart } from './plan-chart.ts';
import { emptyCost, stagesOf } from './plan-route.ts';
import type { RunSet } from './plan-sets.ts';
import { setRoute, begin, type Standing } from './plan-standing.ts';

/** A column for each set: 1 if the run takes just these riders. */
export interface Model extends Program {
  sets: RunSet[];
}

/** Each run takes one set at most, each rider is in one at most, and out and home go together. */
export function model(chart: Chart, sets: RunSet[]): Model {
  const byKind = chart.runs.map(() => row(0, 0));
  chart.runs.forEach(({ kind }) => byKind[kind]!.high++);
  const byJourney = [...chart.requestOf.keys()].map(() => row(0, 1));
  const byRequest = chart.journeys.map(() => row(0, 0));
  sets.forEach(({ run, stops }, at) => {
    put(byKind[chart.runs[run]!.kind]!, at, 1);
    for (const node of stops) {
      if (node % 2 === 1) continue;
      const j = node >> 1;
      put(byJourney[j]!, at, 1);
      const r = chart.requestOf[j]!;
      if (chart.tied[r] && chart.journeys[r]!.length === 2)
        addTo(byRequest[r]!, at, j === chart.journeys[r]![0] ? 1 : -1);
    }
  });
  return {
    sets,
    low: sets.map(() => 0),
    high: sets.map(() => 1),
    whole: sets.map(() => true),
    rows: [...byKind, ...byJourney, ...byRequest].filter(({ columns }) => columns.length > 0),
  };
}

function row(low: number, high: number): Row {
  return { low, high, columns: [], values: [] };
}

function put(to: Row, column: number, value: number): void {
  to.columns.push(column);
  to.values.push(value);
}

/** A run there and back may hold both journeys of one request: they cancel out. */
function addTo(to: Row, column: number, value: number): void {
  if (to.columns.at(-1) === column) to.values[to.values.length - 1]! += value;
  else put(to, column, value);
}

/** What is made small, in order. */
export function objectivesOf(chart: Chart, { sets }: Model): Objective[] {
  const unit = unitOf(chart);
  const [left, changed, cost, unusual] = [sum(), sum(), sum(), sum()];
  sets.forEach((set, at) => {
    const [full, empty] = [stagesOf(set.cost), stagesOf(emptyCost(chart.runs[set.run]!))];
    const riders = ridersOf(set.stops);
    const value = riders.reduce((total, j) => total + valueOf(chart, j), 0);
    const told = riders.filter((j) => chart.told[j] === 1).length;
    left.set(at, -value / unit);
    changed.set(at, full.changed - empty.changed - told);
    cost.set(at, full.cost - empty.cost);
    unusual.set(at, full.unusual - empty.unusual);
  });
  return [left, changed, cost, unusual].map(withoutNothing);
}

function sum(): Objective {
  return new Map();
}

function withoutNothing(objective: Objective): Objective {
  return new Map([...objective].filter(([, value]) => value !== 0));
}

/** Where both journeys or neither are made, the first counts for both: the sums stay whole. */
function valueOf({ requestOf, journeys, value, tied }: Chart, j: number): number {
  const r = requestOf[j]!;
  if (!tied[r]) return value[r]! / journeys[r]!.length;
  return j === journeys[r]![0] ? value[r]! : 0;
}

/** The greatest number that all values are multiples of: bounds between multiples need not be searched. */
export function unitOf(chart: Chart): number {
  const units = chart.journeys.map((journeys, r) =>
    chart.tied[r] ? chart.value[r]! : chart.value[r]! / journeys.length,
  );
  return units.reduce(greatestCommon, 0) || 1;
}

function greatestCommon(a: number, b: number): number {
  return b === 0 ? a : greatestCommon(b, a % b);
}

export function startFrom(chart: Chart, { sets }: Model, standing: Standing): Start {
  const keys = new Set(standing.routes.map((stops, k) => `${chart.runs[k]!.kind}:${ridersOf(stops)}`));
  return new Map(
    sets.map(({ run, stops }, at) => [at, keys.has(`${chart.runs[run]!.kind}:${ridersOf(stops)}`) ? 1 : 0]),
  );
}

function ridersOf(stops: number[]): number[] {
  const riders = stops.filter((node) => node % 2 === 0).map((node) => node >> 1);
  return riders.sort((a, b) => a - b);
}

/** The plan that the columns say; runs of one kind take theirs in any order. */
export function standingFrom(chart: Chart, { sets }: Model, values: ArrayLike<number>): Standing {
  const standing = begin(chart);
  sets.forEach(({ run, stops }, at) => {
    if (values[at]! < 0.5) return;
    const { kind } = chart.runs[run]!;
    const free = chart.runs.findIndex((one, k) => one.kind === kind && standing.routes[k]!.length === 0);
    setRoute(chart, standing, free, stops);
  });
  return standing;
}
