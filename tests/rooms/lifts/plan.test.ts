import { describe, expect, test } from 'vitest';
import type { LiftProblem } from '#server/lifts/plan-problem.ts';
import { draft, solve } from '#server/lifts/plan.ts';
import { breaches } from '../../../bench/lift-check.ts';
import { liftVillage } from '../../../bench/lift-village.ts';
import { bestOf } from './try-every-lift.ts';

const inOrder = ({ left, changed, cost, unusual }: ReturnType<typeof draft>['score']) => [
  left,
  changed,
  cost,
  unusual,
];

/** Tiny, with every kind of rule and wish in some of them. */
function tiny(seed: number): LiftProblem {
  const taxis = seed % 4 === 0 ? 1 : 0;
  return liftVillage({ requests: 3 + (seed % 3), cars: 2 - taxis + (seed % 2), taxis, mixed: true }, seed);
}

describe('the solver, the draft and trying every plan agree on all stages in order', () => {
  test.each(Array.from({ length: 18 }, (_, index) => index + 1))('village %i', async (seed) => {
    const problem = tiny(seed);
    const { plan, proof, leastLeft } = await solve(problem);
    const best = bestOf(problem);
    expect(inOrder(plan.score)).toEqual(best);
    expect([proof, leastLeft]).toEqual(['proven', best[0]]);
    expect(breaches(problem, plan)).toEqual([]);
    expect(inOrder(draft(problem).score)).toEqual(best);
  });
});

test('a draft breaks no rule, and the same problem gives the same draft', () => {
  for (let seed = 100; seed < 130; seed++) {
    const scattered = seed % 2 === 0;
    const problem = liftVillage({ requests: 12, cars: 4, taxis: 1, mixed: true, scattered }, seed);
    const plan = draft(problem);
    expect(breaches(problem, plan)).toEqual([]);
    expect(draft(problem)).toEqual(plan);
  }
});

test('many places have a plan no worse than the draft, and it is not called proven', async () => {
  const problem = liftVillage({ requests: 14, cars: 4, mixed: true, scattered: true }, 3);
  const { plan, proof } = await solve(problem, { seconds: 2 });
  expect(proof).toBe('best found');
  expect(breaches(problem, plan)).toEqual([]);
  expect(plan.score.left).toBeLessThanOrEqual(draft(problem).score.left);
});
