import loadHighs from 'highs';
import type { RotaProblem } from '#server/rotas/fill-problem.ts';
import type { Objective, Program, Row } from '#server/solver/solver.ts';
import { opens, personBreaches, toTurn, turnBreaches, type Turn } from './rota-check.ts';

const OPTIMAL = 7;
/** A presolve rule that is off where rotas are solved, too: see decision 26. */
const ENUMERATION = 2 ** 16;
const highs = await loadHighs();

/**
 * What can be filled as a program, made from the checker's rules, two turns at a time: it shares nothing with what fills
 * rotas. `filled` is negative: 200 for each place that must be filled, 100 for each that is nice to.
 */
export function filling(problem: RotaProblem): { program: Program; filled: Objective } {
  const turns = problem.shifts.flatMap((shift) =>
    problem.people
      .filter(({ jobs }) => shift.job in jobs)
      .map(({ id }) => toTurn(problem, shift.id, id))
      .filter((turn) => turnBreaches(problem, turn).length === 0),
  );
  const musts = turns.length;
  const wants = musts + problem.shifts.length;
  const isHeld = ({ shift, person }: Turn) => shift.held.some((held) => held.person === person.id);
  const { shifts } = problem;
  return {
    program: {
      low: [...turns.map((turn) => Number(isHeld(turn))), ...shifts.flatMap(() => [0, 0])],
      high: [...turns.map(() => 1), ...shifts.map(({ must }) => must), ...shifts.map(({ want }) => want)],
      whole: Array.from({ length: wants + shifts.length }, () => true),
      rows: [...placeRows(problem, turns, musts, wants), ...ruleRows(problem, turns)],
    },
    filled: new Map([
      ...shifts.map((_, s) => [musts + s, -200] as const),
      ...shifts.map((_, s) => [wants + s, -100] as const),
    ]),
  };
}

/** How much can be filled at most, in the same numbers. */
export function mostFilled(problem: RotaProblem): number {
  const { program, filled } = filling(problem);
  const { low, high, whole, rows } = program;
  const size = { numCols: low.length, numRows: rows.length };
  const model = highs.createModel({
    ...size,
    colCost: low.map((_, at) => filled.get(at) ?? 0),
    colLower: low,
    colUpper: high,
    rowLower: rows.map(({ low }) => low),
    rowUpper: rows.map(({ high }) => high),
    integrality: Int32Array.from(whole, Number),
    matrix: {
      format: 'csr',
      ...size,
      starts: startsOf(rows),
      indices: rows.flatMap(({ columns }) => columns),
      values: rows.flatMap(({ values }) => values),
    },
  });
  model.options.set({ output_flag: false, presolve_rule_off: ENUMERATION, mip_rel_gap: 0 });
  model.run();
  const most = model.getModelStatus() === OPTIMAL ? -Math.round(model.getObjectiveValue()) : NaN;
  model.dispose();
  return most;
}

function placeRows({ shifts }: RotaProblem, turns: Turn[], musts: number, wants: number): Row[] {
  return shifts.map((shift, s) => {
    const own = turns.flatMap((turn, at) => (turn.shift === shift ? [at] : []));
    return {
      low: 0,
      high: 0,
      columns: [...own, musts + s, wants + s],
      values: [...own.map(() => 1), -1, -1],
    };
  });
}

function ruleRows(problem: RotaProblem, turns: Turn[]): Row[] {
  const rows: Row[] = [];
  const where = (is: (turn: Turn) => boolean) => turns.flatMap((turn, at) => (is(turn) ? [at] : []));
  const needs = (at: number, others: number[]) =>
    rows.push({ low: 0, high: Infinity, columns: [at, ...others], values: [-1, ...others.map(() => 1)] });
  turns.forEach((one, i) => {
    for (let k = i + 1; k < turns.length; k++) {
      if (!mayBoth(problem, one, turns[k]!)) rows.push({ low: 0, high: 1, columns: [i, k], values: [1, 1] });
    }
    const standing = ({ person, shift }: Turn) => person.jobs[shift.job]!.standing;
    if (standing(one) === 'learning')
      needs(
        i,
        where((other) => other.shift === one.shift && standing(other) === 'experienced'),
      );
    const { key } = problem.meetups.find(({ id }) => id === one.shift.meetup)!;
    if (key !== null && !opens(one, key))
      needs(
        i,
        where((other) => other.shift.meetup === one.shift.meetup && opens(other, key)),
      );
  });
  for (const person of problem.people) {
    if (person.limit === null) continue;
    const own = where((turn) => turn.person === person);
    rows.push({ low: 0, high: person.limit, columns: own, values: own.map((at) => turns[at]!.shift.work) });
  }
  return rows;
}

function startsOf(rows: Row[]): number[] {
  const starts = [0];
  for (const { columns } of rows) starts.push(starts.at(-1)! + columns.length);
  return starts;
}

/** Whether two turns go together, leaving limits and others out of it. */
function mayBoth(problem: RotaProblem, one: Turn, other: Turn): boolean {
  if (one.person === other.person) {
    const person = { ...one.person, limit: null };
    const both = [one, other].map((turn) => ({ ...turn, person }));
    return personBreaches(problem, person, both).length === 0;
  }
  const ids = [one.person.id, other.person.id];
  const apart = problem.apart.some((pair) => pair.every((id) => ids.includes(id)));
  return !apart || one.shift.meetup !== other.shift.meetup;
}
