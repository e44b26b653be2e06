import type { Program } from '#server/solver/solver.ts';
import type { Frame } from './fill-frame.ts';
import { begin, type Standing } from './fill-standing.ts';

/** The soft rules, in strict order. */
const STAGES = ['broken', 'unfilled', 'unfair', 'wishes', 'close', 'changed'] as const;
type Stage = (typeof STAGES)[number];

/** The rota as a program: what each column stands for, and what each soft rule costs. */
export interface Model extends Program {
  costs: Record<Stage, Map<number, number>>;
  /** The column of each turn that is free to be given, by person, then shift. */
  turn: Map<number, number>[];
}

export interface Making extends Model {
  frame: Frame;
  start: Standing;
  /** By person, then meet-up: the column that is 1 when they are there; absent where they cannot be, or are held. */
  there: Map<number, number>[];
}

export function begun(frame: Frame): Making {
  const costs = Object.fromEntries(STAGES.map((stage) => [stage, new Map()])) as Model['costs'];
  const start = begin(frame);
  const none = () => frame.people.map(() => new Map<number, number>());
  return { low: [], high: [], whole: [], rows: [], costs, turn: none(), frame, start, there: none() };
}

export function column(making: Model, low: number, high: number, whole: boolean): number {
  making.low.push(low);
  making.high.push(high);
  making.whole.push(whole);
  return making.low.length - 1;
}

export function row(
  making: Model,
  low: number,
  high: number,
  parts: [column: number, value: number][],
): void {
  making.rows.push({ low, high, columns: parts.map(([c]) => c), values: parts.map(([, v]) => v) });
}

export function cost(making: Model, stage: Stage, at: number, value: number): void {
  if (value !== 0) making.costs[stage].set(at, (making.costs[stage].get(at) ?? 0) + value);
}

export const one = (at: number): [number, number] => [at, 1];
