import type { Cell, RotaProblem } from '#server/rotas/fill-problem.ts';
import { breaches } from '../../../bench/rota-check.ts';

/**
 * The best rota found by trying every one, with the rules and wishes counted anew from the facts on rotas: shares
 * nothing with what fills them. Only for tiny problems. Gives, in strict order, what is made small.
 */
export function bestOf(problem: RotaProblem): number[] {
  const places = problem.shifts.flatMap(({ id, must, want }) =>
    Array.from({ length: must + want }, (_, place) => ({ shift: id, place, must: place < must })),
  );
  let best: number[] | null = null;
  const choose = (cells: Cell[]) => {
    const place = places[cells.length];
    if (!place) {
      if (breaches(problem, cells).length > 0) return;
      const score = count(problem, cells);
      if (best === null || isLess(score, best)) best = score;
      return;
    }
    for (const { id, jobs } of problem.people) {
      const job = problem.shifts.find((shift) => shift.id === place.shift)!.job;
      const before = cells.at(-1);
      // Places of a shift are alike: one order of the people in them is enough.
      const isInOrder = before?.shift !== place.shift || (before.person !== null && before.person < id);
      if (job in jobs && isInOrder) choose([...cells, { ...place, person: id, held: null }]);
    }
    choose([...cells, { ...place, person: null, held: null }]);
  };
  choose([]);
  return best!;
}

function count(problem: RotaProblem, cells: Cell[]): number[] {
  const full = cells.filter(({ person }) => person !== null);
  const shift = (id: string) => problem.shifts.find((one) => one.id === id)!;
  const meetup = (id: string) => problem.meetups.find((one) => one.id === shift(id).meetup)!;
  let unfilled = 0;
  for (const cell of cells) if (cell.person === null) unfilled += cell.must ? 200 : 100;
  const others = problem.people.filter(({ recent }) => recent !== null);
  const parity =
    others.reduce((sum, { recent }) => sum + recent!, 0) /
    others.reduce((sum, { pledge }) => sum + pledge, 0);
  let unfair = 0;
  let wishes = 0;
  let close = 0;
  for (const { id, pledge, recent, jobs, maybe } of problem.people) {
    const own = full.filter(({ person }) => person === id);
    const work = own.reduce((sum, cell) => sum + shift(cell.shift).work, 0);
    const before = recent ?? (others.length > 0 ? parity * pledge : 0);
    unfair += Math.round((1000 * (work + 0.25 * before - pledge) ** 2) / pledge);
    for (const cell of own) {
      wishes += jobs[shift(cell.shift).job]!.liking - (maybe.includes(meetup(cell.shift).date) ? 2 : 0);
    }
    const weeks = new Set(own.map((cell) => problem.meetups.indexOf(meetup(cell.shift))));
    for (const one of weeks)
      for (const other of weeks) {
        if (one < other && Math.floor(one / 4) === Math.floor(other / 4)) close += 1;
      }
  }
  for (const [one, other] of problem.together) {
    const at = (person: string) =>
      new Set(full.filter((cell) => cell.person === person).map((cell) => shift(cell.shift).meetup));
    wishes += [...at(one)].filter((id) => at(other).has(id)).length;
  }
  const changed = problem.last.filter(
    (was) => !full.some(({ shift, person }) => was.shift === shift && was.person === person),
  ).length;
  return [unfilled, unfair, -wishes, close, changed];
}

function isLess(one: number[], other: number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && one[at]! < other[at]!;
}
