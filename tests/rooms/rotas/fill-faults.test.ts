import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { draft, solve } from '#server/rotas/fill.ts';
import { village } from '../../../bench/rota-village.ts';

const folder = mkdtempSync(join(tmpdir(), 'solver-'));
afterAll(() => rmSync(folder, { recursive: true }));

function worker(name: string, script: string): string {
  writeFileSync(join(folder, name), script);
  return join(folder, name);
}

const problem = village({ people: 10, jobs: 3, meetups: 4 }, 2);

test.each([
  ['throws', 'throw new Error("out of memory")'],
  ['ends without a word', 'process.exit(0)'],
  ['does not parse', 'const const'],
])('a worker that %s leaves the draft', async (name, script) => {
  const { rota, proof } = await solve(problem, { worker: worker(`${name}.mjs`, script) });
  expect(proof).toBe('draft');
  expect(rota).toEqual(draft(problem));
});

test('a worker that is not there leaves the draft', async () => {
  expect((await solve(problem, { worker: join(folder, 'none.mjs') })).proof).toBe('draft');
});

test('a worker past its time is stopped, and the draft stands as the best found', async () => {
  const began = performance.now();
  const { rota, proof } = await solve(problem, { seconds: 0.2, worker: worker('stuck.mjs', 'for (;;);') });
  expect(performance.now() - began).toBeLessThan(5000);
  expect(proof).toBe('best found');
  expect(rota).toEqual(draft(problem));
});

test('the solver itself stops at its time with something no worse than the draft', async () => {
  const large = village({ people: 30, jobs: 8, meetups: 12 }, 1);
  const { rota, proof } = await solve(large, { seconds: 0.3 });
  expect(proof).toBe('best found');
  expect(rota.score.unfilled).toBeLessThanOrEqual(draft(large).score.unfilled);
});

test('solves wait for each other, also behind one that died', async () => {
  const dead = solve(problem, { worker: worker('dead.mjs', 'process.exit(1)') });
  const [first, second] = await Promise.all([dead, solve(problem)]);
  expect([first.proof, second.proof]).toEqual(['draft', 'proven']);
});
