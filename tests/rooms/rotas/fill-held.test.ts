import { expect, test } from 'vitest';
import type { RotaProblem } from '#server/rotas/fill-problem.ts';
import { draft, solve } from '#server/rotas/fill.ts';
import { kettle, person, standing, weeks } from './small-rota.ts';

function held(problem: RotaProblem, ...who: [shift: number, person: string][]): RotaProblem {
  for (const [shift, person] of who) problem.shifts[shift]!.held.push({ person, how: 'locked' });
  return problem;
}
const clashesIn = (problem: RotaProblem) => draft(problem).clashes.map(({ because }) => because);

test('who is locked or said yes stays, however unfair', async () => {
  const problem = held(kettle([person('Ada'), person('Bert')], 3), [0, 'Ada'], [1, 'Ada'], [2, 'Ada']);
  problem.shifts[1]!.held[0]!.how = 'accepted';
  const { rota } = await solve(problem);
  expect(rota.cells.map((cell) => [cell.person, cell.held])).toEqual([
    ['Ada', 'locked'],
    ['Ada', 'accepted'],
    ['Ada', 'locked'],
  ]);
  expect(rota.clashes).toEqual([]);
});

test.each<[string, RotaProblem]>([
  ['away', held(kettle([person('Ada', { away: [weeks[0]!] })]), [0, 'Ada'])],
  ['not able', held(kettle([person('Ada', { jobs: {} })]), [0, 'Ada'])],
  ['pledged nothing', held(kettle([person('Ada', { pledge: 0 })]), [0, 'Ada'])],
  ['too soon', held(kettle([person('Ada')], 2, { gap: 1 }), [0, 'Ada'], [1, 'Ada'])],
  ['over limit', held(kettle([person('Ada', { limit: 1 })], 2), [0, 'Ada'], [1, 'Ada'])],
  ['too many', held(kettle([person('Ada'), person('Bert')]), [0, 'Ada'], [0, 'Bert'])],
  [
    'apart',
    held(kettle([person('Ada'), person('Bert')], 1, { apart: [['Ada', 'Bert']] }), [0, 'Ada'], [0, 'Bert']),
  ],
])('a lock that breaks a rule stays, and the host is told: %s', async (because, problem) => {
  expect(clashesIn(problem)).toContain(because);
  const { rota, proof } = await solve(problem);
  expect(proof).toBe('proven');
  expect(rota.clashes.map((clash) => clash.because)).toContain(because);
  const kept = problem.shifts.flatMap((shift) => shift.held.map(({ person }) => `${shift.id} ${person}`));
  expect(rota.cells.flatMap(({ shift, person }) => (person ? [`${shift} ${person}`] : []))).toEqual(kept);
});

test('a locked learner is given somebody to learn from; with nobody there, the host is told', async () => {
  const learner = person('Bert', { jobs: { kettle: standing({ standing: 'learning' }) } });
  const teacher = person('Ada', { pledge: 1, jobs: { kettle: standing({ standing: 'experienced' }) } });
  const problem = held(kettle([learner, teacher, person('Dot', { pledge: 9 })]), [0, 'Bert']);
  problem.shifts[0]!.want = 1;
  expect(draft(problem).cells.map((cell) => cell.person)).toEqual(['Bert', 'Ada']);
  expect((await solve(problem)).rota.cells.map((cell) => cell.person)).toEqual(['Bert', 'Ada']);
  const alone = held(kettle([learner]), [0, 'Bert']);
  expect(clashesIn(alone)).toEqual(['learner alone']);
});

test('a locked turn where nobody has the key is told', () => {
  const problem = held(kettle([person('Ada')]), [0, 'Ada']);
  problem.meetups[0]!.key = 'key';
  expect(clashesIn(problem)).toEqual(['no key']);
});
