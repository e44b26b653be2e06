import type { Chart, ChartRun } from './plan-chart.ts';
import { measure, measureBlock, offsetsAt, type Span } from './plan-times.ts';

/** Minutes that a car is early for its last hour, if it can be: something always takes longer. */
const SPARE = 5;

export interface Halt {
  at: number;
  goesOn: number;
  /** Minutes that it may be later, everything after it too, and nobody misses a time. */
  slack: number;
}

interface Block {
  span: Span;
  nodes: number[];
  /** By stop of the block. */
  offsets: { comes: number; goesOn: number }[];
  /** Minutes from what is before to what is after it. */
  wayTo: number;
}

/**
 * When a car is where, by node, its two ends too. What people have been told stays if it can; otherwise those who go
 * somewhere leave as late as is safe, and those who go home as early as they can.
 */
export function clockOf(
  chart: Chart,
  run: ChartRun,
  stops: number[],
  told: Map<number, number>,
): Map<number, Halt> {
  const blocks = blocksOf(chart, run, stops);
  const wayHome = chart.travel[stops.at(-1)! * chart.nodes + run.end]!;
  const latest = latestOf(chart, run, blocks, wayHome);
  const halts = new Map<number, Halt>();
  let time = beginningOf(chart, run, stops, blocks, told);
  halts.set(run.begin, { at: time, goesOn: time, slack: slackOf(latest[0]! - blocks[0]!.wayTo, time) });
  blocks.forEach(({ span, nodes, offsets, wayTo }, b) => {
    const start = Math.max(time + wayTo, span.from);
    nodes.forEach((node, i) => {
      const { comes, goesOn } = offsets[i]!;
      halts.set(node, { at: start + comes, goesOn: start + goesOn, slack: slackOf(latest[b]!, start) });
    });
    time = start + span.minutes;
  });
  time = Math.max(time + wayHome, chart.from[run.end]!);
  halts.set(run.end, { at: time, goesOn: time, slack: slackOf(chart.until[run.end]!, time) });
  return halts;
}

function blocksOf(chart: Chart, run: ChartRun, stops: number[]): Block[] {
  const blocks: Block[] = [];
  for (let first = 0; first < stops.length;) {
    const { span, next } = measureBlock(chart, stops, first)!;
    const nodes = stops.slice(first, next);
    const before = first === 0 ? run.begin : stops[first - 1]!;
    const wayTo = chart.travel[before * chart.nodes + stops[first]!]!;
    blocks.push({ span, nodes, offsets: nodes.map(offsetsAt), wayTo });
    first = next;
  }
  return blocks;
}

/** By block: the latest that it may begin. */
function latestOf(chart: Chart, run: ChartRun, blocks: Block[], wayHome: number): number[] {
  const latest: number[] = [];
  let bound = chart.until[run.end]! - wayHome;
  for (let b = blocks.length - 1; b >= 0; b--) {
    const { span, wayTo } = blocks[b]!;
    latest[b] = Math.min(span.until, bound - span.minutes);
    bound = latest[b]! - wayTo;
  }
  return latest;
}

function slackOf(latest: number, time: number): number {
  return Math.max(0, latest - time);
}

function beginningOf(
  chart: Chart,
  run: ChartRun,
  stops: number[],
  blocks: Block[],
  told: Map<number, number>,
): number {
  const { from, until } = measure(chart, run, stops)!.whole;
  const within = (time: number) => Math.min(Math.max(time, from), until);
  const { nodes, offsets, wayTo } = blocks[0]!;
  const first = nodes.findIndex((node) => node % 2 === 0 && told.has(node >> 1));
  if (first >= 0) return within(told.get(nodes[first]! >> 1)! - offsets[first]!.comes - wayTo);
  if (run.leg === 'out' && until < Infinity) return within(until - SPARE);
  return from > -Infinity ? from : until < Infinity ? until : 0;
}
