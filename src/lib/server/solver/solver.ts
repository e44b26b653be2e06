import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';

/** A row of a program: low ≤ Σ value · column ≤ high. */
export interface Row {
  low: number;
  high: number;
  columns: number[];
  values: number[];
}

/** A whole-number program over numbered columns, without what is to be made small. */
export interface Program {
  low: number[];
  high: number[];
  whole: boolean[];
  rows: Row[];
}

/** A sum to make small; it takes whole values wherever the program holds. */
export type Objective = Map<number, number>;

/** Where the search may begin: some columns, from which the others follow. */
export type Start = Map<number, number>;

export interface Solution {
  /**
   * 'proven': each objective is least, after those before it. 'best found': stopped at its time.
   * 'died': the worker ended without an answer.
   */
  outcome: 'proven' | 'best found' | 'died';
  /** By column; null if none was found. */
  values: Float64Array | null;
  /** By objective, as far as it came: no answer can be below this, given the objectives before it. */
  bounds: number[];
}

export interface Limits {
  seconds: number;
  /** The file that runs beside us; another one in tests. */
  worker?: string;
}

/** The part of its time in which the worker stops by itself, with what it has; the rest is for one that does not. */
const OWN_TIME = 0.9;
/** Taken from where Natter was started, since the built app lies elsewhere. */
const WORKER = 'src/lib/server/solver/solver-worker.mjs';

let last: Promise<unknown> = Promise.resolve();

/**
 * Makes the objectives small in strict order, each kept while the next is made small. Runs in a thread of its own,
 * one at a time in this process; the memory is given back with the thread. Never throws for what happens there.
 */
export function solve(
  program: Program,
  objectives: Objective[],
  start: Start,
  limits: Limits,
): Promise<Solution> {
  const answer = last.then(() => run(program, objectives, start, limits));
  last = answer.catch(() => undefined);
  return answer.catch(() => ({ outcome: 'died', values: null, bounds: [] }));
}

/** What the worker tells: better values as it finds them, and its end. */
type Told = { values?: Float64Array; bounds: number[]; proven?: boolean };

function run(program: Program, objectives: Objective[], start: Start, limits: Limits): Promise<Solution> {
  const { seconds, worker: file = WORKER } = limits;
  const worker = new Worker(resolve(file), {
    workerData: {
      program: pack(program),
      objectives,
      start,
      seconds: seconds * OWN_TIME,
    },
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  return new Promise((settle) => {
    const known: Solution = { outcome: 'died', values: null, bounds: [] };
    let isOver = false;
    const end = (outcome: Solution['outcome']) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(limit);
      void worker.terminate().then(() => settle({ ...known, outcome }));
    };
    const limit = setTimeout(() => end('best found'), seconds * 1000);
    worker.on('message', ({ values, bounds, proven }: Told) => {
      if (values) known.values = values;
      known.bounds = bounds;
      if (proven !== undefined) end(proven ? 'proven' : 'best found');
    });
    worker.on('error', () => end('died'));
    worker.on('exit', () => end('died'));
  });
}

function pack({ low, high, whole, rows }: Program) {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach(({ columns }, index) => (starts[index + 1] = starts[index]! + columns.length));
  return {
    numCols: low.length,
    numRows: rows.length,
    colCost: new Float64Array(low.length),
    colLower: Float64Array.from(low),
    colUpper: Float64Array.from(high),
    rowLower: Float64Array.from(rows, (row) => row.low),
    rowUpper: Float64Array.from(rows, (row) => row.high),
    integrality: Int32Array.from(whole, Number),
    matrix: {
      format: 'csr',
      numCols: low.length,
      numRows: rows.length,
      starts,
      indices: Int32Array.from(rows.flatMap(({ columns }) => columns)),
      values: Float64Array.from(rows.flatMap(({ values }) => values)),
    },
  };
}
