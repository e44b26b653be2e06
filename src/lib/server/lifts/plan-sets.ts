import type { Chart, ChartRun } from './plan-chart.ts';
import { isCarried, tenthsOf, weighed } from './plan-route.ts';
import { measure, type Measures } from './plan-times.ts';

/** Riders who can share a run, in the best order of stops. */
export interface RunSet {
  run: number;
  stops: number[];
  /** In all stages, as `costOf` has it. */
  cost: number;
}

export interface RunSets {
  sets: RunSet[];
  /** False if there were too many to list. */
  complete: boolean;
}

/** An order of stops, from the common place outwards, and what it comes to. */
interface Order {
  /** Journeys; the last is the farthest from the common place on the way. */
  outwards: number[];
  measures: Measures;
}

const NO_TIME = { from: 0, until: 0, minutes: 0 };
const NOTHING: Measures = { whole: NO_TIME, ride: NO_TIME, extra: 0 };

/** Orders that may still lead to the best one. */
interface Level {
  members: number[];
  orders: Order[];
}

/**
 * Every set of riders that one run can take, for a common place. A set fits only if each set within it does, so they
 * grow one rider at a time; for each, orders that are worse than another in every way are dropped, and no set is.
 */
export function setsFor(chart: Chart, k: number, among: (journey: number) => boolean, most: number): RunSets {
  const run = chart.runs[k]!;
  const riders = [...chart.requestOf.keys()].filter((j) => run.may[j] === 1 && among(j));
  const sets: RunSet[] = [];
  let level = new Map<string, Level>([['', { members: [], orders: [{ outwards: [], measures: NOTHING }] }]]);
  while (level.size > 0) {
    const next = new Map<string, Level>();
    for (const { members } of level.values()) {
      for (const rider of riders) {
        if (rider <= (members.at(-1) ?? -1)) continue;
        const grown = grow(chart, k, [...members, rider], level);
        if (grown === null) continue;
        next.set(keyOf(grown.members), grown);
        sets.push(bestOf(run, k, grown));
        if (sets.length >= most) return { sets, complete: false };
      }
    }
    level = next;
  }
  return { sets, complete: true };
}

function keyOf(members: number[]): string {
  return String.fromCharCode(...members);
}

/** Null if these riders do not fit together. */
function grow(chart: Chart, k: number, members: number[], level: Map<string, Level>): Level | null {
  const run = chart.runs[k]!;
  const parts = members.map((_, i) => level.get(keyOf(members.filter((_, at) => at !== i))));
  if (parts.includes(undefined) || !isCarried(chart, run, stopsOf(run, members))) return null;
  const orders: Order[] = [];
  members.forEach((far, i) => {
    const ofThisEnd: Order[] = [];
    for (const { outwards } of parts[i]!.orders) {
      const order = [...outwards, far];
      const measures = measure(chart, run, stopsOf(run, order));
      if (measures !== null) keep(chart, run, ofThisEnd, { outwards: order, measures });
    }
    orders.push(...ofThisEnd);
  });
  return orders.length > 0 ? { members, orders } : null;
}

/** Keeps an order unless another is no worse in any way, whoever joins beyond its end; drops those worse than it. */
function keep(chart: Chart, run: ChartRun, orders: Order[], order: Order): void {
  if (!isAloneAtEnd(chart, run, order)) {
    orders.push(order);
    return;
  }
  let kept = 0;
  for (const other of orders) {
    const isAlone = isAloneAtEnd(chart, run, other);
    if (isAlone && isNoWorse(run, other.measures, order.measures)) return;
    if (!isAlone || !isNoWorse(run, order.measures, other.measures)) orders[kept++] = other;
  }
  orders.length = kept;
  orders.push(order);
}

function isNoWorse({ leg }: ChartRun, one: Measures, other: Measures): boolean {
  const [a, b] = [one.ride, other.ride];
  // Times at the common place are what stays when somebody joins.
  const [atA, atB] = leg === 'out' ? [a.minutes, b.minutes] : [0, 0];
  return (
    a.minutes <= b.minutes &&
    one.extra <= other.extra &&
    a.from + atA <= b.from + atB &&
    a.until + atA >= b.until + atB
  );
}

/** Whoever gets in or out at one place does so at one halt, whose time all of them share. */
function isAloneAtEnd({ place }: Chart, { leg }: ChartRun, { outwards }: Order): boolean {
  const side = leg === 'out' ? 0 : 1;
  const placeAt = (from: number) => place[2 * outwards.at(-from)! + side];
  return outwards.length < 2 || placeAt(1) !== placeAt(2);
}

/** The stops of these journeys in this order, outwards from the common place. */
function stopsOf({ leg }: ChartRun, outwards: number[]): number[] {
  const getIn = outwards.map((j) => 2 * j);
  const getOut = outwards.map((j) => 2 * j + 1);
  return leg === 'out' ? [...getIn.reverse(), ...getOut] : [...getIn, ...getOut];
}

function bestOf(run: ChartRun, k: number, { orders }: Level): RunSet {
  const tenths = orders.map(({ measures }) => tenthsOf(run, measures));
  const { outwards, measures } = orders[tenths.indexOf(Math.min(...tenths))]!;
  const stops = stopsOf(run, outwards);
  return { run: k, stops, cost: weighed(run, stops, measures) };
}
