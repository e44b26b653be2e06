// A thread of its own: a program and its objectives in, the least of each in strict order out.
// Plain JavaScript, so that it runs as it lies here beside the built app and in tests alike.
import { parentPort, workerData } from 'node:worker_threads';
import loadHighs from 'highs';
import { areWhole, floorOf, isNearWhole, lesser, valueOf } from './solver-sums.mjs';

/** @typedef {import('./solver-sums.mjs').Sum} Sum */
/** @typedef {{ value: number, columns: Float64Array, duals: Float64Array }} Relaxed the least without whole numbers */

/** What the relaxed program's value may be off by. */
const BLUR = 1e-3;
/** What a kept objective may exceed its least by: more than the solver's own tolerance, too little to gain by. */
const ROOM = 1e-5;
const OPTIMAL = 7;
const INFEASIBLE = 8;
const FEASIBLE = 2;
/** The bit of the rule that tries all values of a row's columns. */
const ENUMERATION = 2 ** 16;

const began = performance.now();
const { program, start, seconds } = workerData;
/** @type {Sum[]} */
const objectives = workerData.objectives;
const highs = await loadHighs();
const solver = highs.createModel(program);
const every = /** @type {const} */ ({ kind: 'range', from: 0, to: program.numCols - 1 });
solver.options.set({
  output_flag: false,
  mip_rel_gap: 0,
  // Objectives are whole: a bound this near is the value itself.
  mip_abs_gap: 0.9,
  // What looks for good answers inside takes longer than it saves: there is a good one to begin with.
  mip_allow_restart: false,
  mip_heuristic_run_root_reduced_cost: false,
  mip_heuristic_run_rins: false,
  mip_heuristic_run_rens: false,
  // Once thought to call rotas impossible that were not, which was not seen again; being without it costs little.
  presolve_rule_off: ENUMERATION,
});

/** Columns narrow from objective to objective, to what no least answer can lie outside of. */
/** @type {Float64Array} */
let low = Float64Array.from(program.colLower);
/** @type {Float64Array} */
let high = Float64Array.from(program.colUpper);
let rows = program.numRows;
/** The best whole answer within what is kept so far. @type {Float64Array | null} */
let best = complete(start);
/** @type {number[]} */
const bounds = [];
/**
 * An objective whose least was taken from the relaxed program before a whole answer had it. Nearly always one has;
 * the next objective's answer shows it, and a search is saved. Otherwise we return to here.
 * @type {null | { index: number, low: Float64Array, high: Float64Array, rows: number, best: Float64Array | null }}
 */
let trusted = null;
let mayTrust = true;

tell({});
tell({ proven: solveAll() });

/** True when each objective is proven least. */
function solveAll() {
  for (let index = 0; index < objectives.length; index++) {
    const outcome = solveOne(index);
    if (outcome === 'impossible' && trusted) index = takeBack(trusted) - 1;
    else if (outcome !== 'kept') return false;
    else tell({});
  }
  return true;
}

/** @param {number} index @returns {'kept' | 'impossible' | 'stopped'} */
function solveOne(index) {
  const sum = objectiveAt(index);
  const floor = floorOf(sum, low, high);
  if (best && valueOf(sum, best) === floor) return keepAtFloor(index, floor);
  const relaxed = relax(sum);
  if (typeof relaxed === 'string') return relaxed;
  const bound = Math.ceil(relaxed.value - BLUR);
  bounds[index] = bound;
  if (areWhole(relaxed.columns, program.integrality)) find(relaxed.columns);
  if (best && valueOf(sum, best) === bound) return keep(index, bound, relaxed);
  if (mayTrust && !trusted && bound - relaxed.value < BLUR && index < objectives.length - 1) {
    trusted = { index, low: low.slice(), high: high.slice(), rows, best };
    best = null;
    return keep(index, bound, relaxed);
  }
  const outcome = settle(index, relaxed);
  return outcome === 'found' && best
    ? keep(index, valueOf(sum, best), relaxed)
    : outcome === 'found'
      ? 'stopped'
      : outcome;
}

/** The least without whole numbers. @param {Sum} sum */
function relax(sum) {
  prepare(sum, new Int32Array(program.numCols));
  solver.run();
  const status = solver.getModelStatus();
  if (status === INFEASIBLE) return 'impossible';
  if (status !== OPTIMAL) return 'stopped';
  const { colValue: columns, colDual: duals } = solver.getSolution();
  return { value: solver.getObjectiveValue(), columns, duals };
}

/**
 * Looks first where the relaxed program's whole columns stay as they are, which is soon done and often good; then at
 * what could still be better than that.
 * @param {number} index @param {Relaxed} relaxed @returns {'found' | 'impossible' | 'stopped'}
 */
function settle(index, relaxed) {
  const sum = objectiveAt(index);
  const [keptLow, keptHigh] = [low.slice(), high.slice()];
  lookNear(index, relaxed);
  const near = best;
  if (near && valueOf(sum, near) === Math.ceil(relaxed.value - BLUR)) return 'found';
  if (near) narrow(relaxed, valueOf(sum, near) - 1 - relaxed.value + BLUR);
  const outcome = search(index);
  if (outcome === 'stopped') bounds[index] = boundSoFar(near && valueOf(sum, near));
  best = lesser(sum, near, best);
  [low, high] = [keptLow, keptHigh];
  solver.changeColsBounds(every, low, high);
  // Only what is better was looked at, and there was nothing.
  return outcome === 'impossible' && near ? 'found' : outcome;
}

/** @param {number} index @param {Relaxed} relaxed */
function lookNear(index, relaxed) {
  const before = best;
  const [nearLow, nearHigh] = [low.slice(), high.slice()];
  relaxed.columns.forEach((value, at) => {
    if (program.integrality[at] === 0 || !isNearWhole(value)) return;
    nearLow[at] = nearHigh[at] = Math.round(value);
  });
  solver.changeColsBounds(every, nearLow, nearHigh);
  best = null;
  search(index);
  best = lesser(objectiveAt(index), before, best);
  solver.changeColsBounds(every, low, high);
}

/** @param {number} index @returns {'found' | 'impossible' | 'stopped'} */
function search(index) {
  prepare(objectiveAt(index), program.integrality);
  if (best) solver.setSolution({ colValue: best });
  solver.run();
  const status = solver.getModelStatus();
  if (status === INFEASIBLE) return 'impossible';
  const hasAnswer = solver.info.get('primal_solution_status') === FEASIBLE;
  if (hasAnswer) find(solver.getSolution().colValue);
  return status === OPTIMAL ? 'found' : 'stopped';
}

/** What no answer can be below, when only what is better than `known` was looked at. @param {number | null} known */
function boundSoFar(known) {
  const searched = Math.ceil(Number(solver.info.get('mip_dual_bound')) - BLUR);
  return Math.min(searched, known ?? Infinity);
}

/** A whole answer within all that is kept shows what was trusted. @param {Float64Array} columns */
function find(columns) {
  best = columns;
  trusted = null;
}

/** @param {Sum} sum @param {Int32Array} whole */
function prepare(sum, whole) {
  const costs = new Float64Array(program.numCols);
  for (const [at, value] of sum) costs[at] = value;
  solver.changeColsCost(every, costs);
  solver.changeColsIntegrality(every, whole);
  const left = seconds - (performance.now() - began) / 1000;
  solver.options.set({ time_limit: Math.max(0.01, solver.getRunTime() + left) });
}

/**
 * Keeps an objective at its least. A column that costs more than the room between the relaxed least and the whole one
 * cannot move, and is fixed: that leaves the objectives that follow little to search.
 * @param {number} index @param {number} value @param {Relaxed} relaxed
 * @returns {'kept'}
 */
function keep(index, value, relaxed) {
  bounds[index] = value;
  narrow(relaxed, value - relaxed.value + BLUR);
  const sum = objectiveAt(index);
  const entries = { indices: Int32Array.from(sum.keys()), values: Float64Array.from(sum.values()) };
  solver.addRow(-Infinity, value + ROOM, entries);
  rows++;
  return 'kept';
}

/** A column whose move would cost more than there is room for stays. @param {Relaxed} relaxed @param {number} room */
function narrow(relaxed, room) {
  relaxed.duals.forEach((dual, at) => {
    if (Math.abs(dual) <= room) return;
    if (dual > 0) high[at] = low[at] ?? 0;
    else low[at] = high[at] ?? 0;
  });
  solver.changeColsBounds(every, low, high);
}

/** Nothing in the sum can be less: each of its columns stays where it is. @param {number} index @param {number} value */
function keepAtFloor(index, value) {
  bounds[index] = value;
  for (const [at, cost] of objectiveAt(index)) {
    if (cost > 0) high[at] = low[at] ?? 0;
    else if (cost < 0) low[at] = high[at] ?? 0;
  }
  solver.changeColsBounds(every, low, high);
  return /** @type {const} */ ('kept');
}

/** @param {number} index @returns {Sum} */
function objectiveAt(index) {
  return objectives[index] ?? new Map();
}

/** @param {NonNullable<typeof trusted>} from */
function takeBack(from) {
  mayTrust = false;
  trusted = null;
  ({ low, high, best } = from);
  solver.changeColsBounds(every, low, high);
  solver.deleteRows({ kind: 'range', from: from.rows, to: rows - 1 });
  rows = from.rows;
  return from.index;
}

/** All columns, from those that the start says; null if no answer begins so. @param {Map<number, number>} from */
function complete(from) {
  const [fixedLow, fixedHigh] = [low.slice(), high.slice()];
  for (const [at, value] of from) fixedLow[at] = fixedHigh[at] = value;
  solver.changeColsBounds(every, fixedLow, fixedHigh);
  /** @type {Sum} */
  const all = new Map();
  for (const sum of objectives) for (const [at, value] of sum) all.set(at, (all.get(at) ?? 0) + value);
  prepare(all, program.integrality);
  solver.run();
  const answer = solver.getModelStatus() === OPTIMAL ? solver.getSolution().colValue : null;
  solver.changeColsBounds(every, low, high);
  return answer;
}

/** @param {{ proven?: boolean }} end */
function tell(end) {
  parentPort?.postMessage({ values: best ?? trusted?.best ?? null, bounds: bounds.slice(), ...end });
}
