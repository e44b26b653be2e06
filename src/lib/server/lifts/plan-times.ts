import type { Chart, ChartRun } from './plan-chart.ts';

/** What times may be off by, in minutes. */
export const NEAR = 1e-7;

/** When something may begin without taking longer than it must, and its least minutes. */
export interface Span {
  from: number;
  until: number;
  minutes: number;
}

export interface Measures {
  /** From beginning to end of the run. */
  whole: Span;
  /** From the first getting in to the last getting out. */
  ride: Span;
  /** Minutes aboard beyond the direct way, of all riders together. */
  extra: number;
}

/** Minutes after the beginning of its block at which the car comes to a node; as `measure` last left them. */
let comes = new Float64Array(64);
/** By node: the halt at which it is, and by halt: when the car goes on. */
let haltOf = new Int32Array(64);
let goesOn = new Float64Array(64);

/**
 * The times of a run with these stops, or null if they break a rule. Nobody waits aboard: stops between which somebody
 * is aboard form a block that moves as one, and the car may wait between blocks. Stops in a row at one place are one
 * halt.
 */
export function measure(chart: Chart, run: ChartRun, stops: number[]): Measures | null {
  const { nodes, travel, from, until } = chart;
  const ride: Span = { from: 0, until: 0, minutes: -1 };
  let extra = 0;
  for (let first = 0; first < stops.length;) {
    const block = measureBlock(chart, stops, first);
    if (block === null) return null;
    extra += block.extra;
    if (first === 0) copy(block.span, ride);
    else if (!append(ride, travel[stops[first - 1]! * nodes + stops[first]!]!, block.span)) return null;
    first = block.next;
  }
  const whole: Span = { from: from[run.begin]!, until: until[run.begin]!, minutes: 0 };
  const end: Span = { from: from[run.end]!, until: until[run.end]!, minutes: 0 };
  if (!append(whole, travel[run.begin * nodes + stops[0]!]!, ride)) return null;
  if (!append(whole, travel[stops.at(-1)! * nodes + run.end]!, end)) return null;
  return whole.minutes > run.most + NEAR ? null : { whole, ride, extra };
}

/** From stop `first` until nobody is aboard; null if a ride is too long or times do not fit. */
export function measureBlock(chart: Chart, stops: number[], first: number) {
  const { nodes, travel, place, from, until, service, rideLimit, direct } = chart;
  if (comes.length < nodes) grow(nodes);
  const span: Span = { from: -Infinity, until: Infinity, minutes: 0 };
  let [aboard, extra, coming, halt, next] = [0, 0, 0, 0, first];
  do {
    const node = stops[next]!;
    const last = next === first ? node : stops[next - 1]!;
    if (place[node] !== place[last]) {
      goesOn[halt++] = span.minutes;
      coming = span.minutes += travel[last * nodes + node]!;
    }
    comes[node] = coming;
    haltOf[node] = halt;
    span.from = Math.max(span.from, from[node]! - coming);
    span.until = Math.min(span.until, until[node]! - coming);
    if (node % 2 === 1) {
      const gotIn = haltOf[node - 1]!;
      const minutes = gotIn === halt ? 0 : coming - goesOn[gotIn]!;
      if (minutes > rideLimit[node >> 1]! + NEAR) return null;
      extra += Math.max(0, minutes - direct[node >> 1]!);
      aboard--;
    } else aboard++;
    span.minutes += service[node]!;
    next++;
  } while (aboard > 0);
  goesOn[halt] = span.minutes;
  return span.from > span.until + NEAR ? null : { span, extra, next };
}

/** Of the block last measured, in minutes after its beginning: when the car comes to this node, and goes on. */
export function offsetsAt(node: number): { comes: number; goesOn: number } {
  return { comes: comes[node]!, goesOn: goesOn[haltOf[node]!]! };
}

/** One after the other, `way` minutes apart, as late as the first and as early as the second may be. False: too late. */
export function append(span: Span, way: number, next: Span): boolean {
  const gone = span.minutes + way;
  if (span.from + gone > next.until + NEAR) return false;
  const wait = Math.max(0, next.from - gone - span.until);
  span.from = Math.max(next.from - gone, span.from) - wait;
  span.until = Math.max(span.from, Math.min(next.until - gone, span.until));
  span.minutes = gone + next.minutes + wait;
  return true;
}

function copy(from: Span, to: Span): void {
  to.from = from.from;
  to.until = from.until;
  to.minutes = from.minutes;
}

function grow(nodes: number): void {
  comes = new Float64Array(nodes);
  haltOf = new Int32Array(nodes);
  goesOn = new Float64Array(nodes);
}
