import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { draft, solve } from '#server/lifts/plan.ts';
import { liftVillage } from '../../../bench/lift-village.ts';
import { car, lifts, rider } from './small-lifts.ts';

const folder = mkdtempSync(join(tmpdir(), 'lifts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function worker(name: string, script: string): string {
  writeFileSync(join(folder, name), script);
  return join(folder, name);
}

const problem = liftVillage({ requests: 8, cars: 3 }, 2);

test.each([
  ['throws', 'throw new Error("out of memory")'],
  ['ends without a word', 'process.exit(0)'],
  ['does not parse', 'const const'],
])('a thread that %s leaves the draft', async (name, script) => {
  const { plan, proof } = await solve(problem, { searcher: worker(`${name}.mjs`, script) });
  expect([proof, plan]).toEqual(['draft', draft(problem)]);
});

test('a thread past its time is stopped, and the draft stands', async () => {
  const { plan, proof } = await solve(problem, { seconds: 0.2, searcher: worker('stuck.mjs', 'for (;;);') });
  expect([proof, plan]).toEqual(['draft', draft(problem)]);
});

test('a solver that dies leaves the best that was found', async () => {
  const { plan, proof } = await solve(problem, { solver: worker('dead.mjs', 'process.exit(1)') });
  expect(proof).toBe('best found');
  expect(plan.score.left).toBeLessThanOrEqual(draft(problem).score.left);
});

test('plans wait for each other, also behind one that died', async () => {
  const dead = solve(problem, { searcher: worker('gone.mjs', 'process.exit(1)') });
  const [first, second] = await Promise.all([dead, solve(problem)]);
  expect([first.proof, second.proof]).toEqual(['draft', 'proven']);
});

test('a problem that names what it does not hold is a bug', () => {
  expect(() => draft(lifts([rider('Cyd', 9)], []))).toThrow('no travel times');
  expect(() => draft(lifts([rider('Cyd', 1)], [car('Cyd', 1)]))).toThrow('one id');
  expect(() =>
    draft(
      lifts([rider('Cyd', 1)], [car('Bert', 1)], { locked: [{ request: 'Cyd', leg: 'out', car: 'Eve' }] }),
    ),
  ).toThrow('locked');
});

test('nobody to plan for, or nobody who drives, is no trouble', async () => {
  expect((await solve(lifts([], []))).plan.rides).toEqual([]);
  const { plan, proof } = await solve(lifts([rider('Cyd', 1)], []));
  expect([proof, plan.left]).toEqual(['proven', [{ request: 'Cyd', legs: ['out', 'home'] }]]);
});
