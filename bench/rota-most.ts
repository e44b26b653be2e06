import loadHighs from 'highs';
import type { RotaProblem } from '#server/rotas/fill-problem.ts';
import { opens, personBreaches, toTurn, turnBreaches, type Turn } from './rota-check.ts';

const OPTIMAL = 7;
/** The presolve rule that was wrong about rotas. */
const ENUMERATION = 2 ** 16;
const highs = await loadHighs();

/**
 * How much can be filled at most: 200 for each place that must be, 100 for each that is nice to. A plain program made
 * from the checker's rules, two turns at a time: it shares nothing with what fills rotas.
 */
export function mostFilled(problem: RotaProblem): number {
  const turns = problem.shifts.flatMap((shift) =>
    problem.people
      .filter(({ jobs }) => shift.job in jobs)
      .map(({ id }) => toTurn(problem, shift.id, id))
      .filter((turn) => turnBreaches(problem, turn).length === 0),
  );
  const musts = turns.length;
  const wants = musts + problem.shifts.length;
  const isHeld = ({ shift, person }: Turn) => shift.held.some((held) => held.person === person.id);
  const low = turns.map((turn) => Number(isHeld(turn)));
  const rows = [...placeRows(problem, turns, musts, wants), ...ruleRows(problem, turns)];
  const model = highs.createModel({
    sense: highs.constants.objectiveSense.maximize,
    numCols: wants + problem.shifts.length,
    numRows: rows.length,
    colCost: [...turns.map(() => 0), ...problem.shifts.map(() => 200), ...problem.shifts.map(() => 100)],
    colLower: [...low, ...problem.shifts.flatMap(() => [0, 0])],
    colUpper: [
      ...turns.map(() => 1),
      ...problem.shifts.map(({ must }) => must),
      ...problem.shifts.map(({ want }) => want),
    ],
    rowLower: rows.map(({ low }) => low),
    rowUpper: rows.map(({ high }) => high),
    integrality: Int32Array.from({ length: wants + problem.shifts.length }, () => 1),
    matrix: {
      format: 'csr',
      numCols: wants + problem.shifts.length,
      numRows: rows.length,
      starts: startsOf(rows),
      indices: rows.flatMap(({ at }) => at),
      values: rows.flatMap(({ by }) => by),
    },
  });
  model.options.set({ output_flag: false, presolve_rule_off: ENUMERATION, mip_rel_gap: 0 });
  model.run();
  const most = model.getModelStatus() === OPTIMAL ? Math.round(model.getObjectiveValue()) : NaN;
  model.dispose();
  return most;
}

interface Row {
  low: number;
  high: number;
  at: number[];
  by: number[];
}

function placeRows({ shifts }: RotaProblem, turns: Turn[], musts: number, wants: number): Row[] {
  return shifts.map((shift, s) => {
    const own = turns.flatMap((turn, at) => (turn.shift === shift ? [at] : []));
    return { low: 0, high: 0, at: [...own, musts + s, wants + s], by: [...own.map(() => 1), -1, -1] };
  });
}

function ruleRows(problem: RotaProblem, turns: Turn[]): Row[] {
  const rows: Row[] = [];
  const where = (is: (turn: Turn) => boolean) => turns.flatMap((turn, at) => (is(turn) ? [at] : []));
  const needs = (at: number, others: number[]) =>
    rows.push({ low: 0, high: Infinity, at: [at, ...others], by: [-1, ...others.map(() => 1)] });
  turns.forEach((one, i) => {
    for (let k = i + 1; k < turns.length; k++) {
      if (!mayBoth(problem, one, turns[k]!)) rows.push({ low: 0, high: 1, at: [i, k], by: [1, 1] });
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
    rows.push({ low: 0, high: person.limit, at: own, by: own.map((at) => turns[at]!.shift.work) });
  }
  return rows;
}

function startsOf(rows: Row[]): number[] {
  const starts = [0];
  for (const { at } of rows) starts.push(starts.at(-1)! + at.length);
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
