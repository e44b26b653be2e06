import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RotaProblem } from '#server/rotas/fill-problem.ts';
import { draft, solve } from '#server/rotas/fill.ts';
import { breaches, filledIn } from '../../../bench/rota-check.ts';
import { mostFilled } from '../../../bench/rota-most.ts';
import { village } from '../../../bench/rota-village.ts';
import { kettle, person, standing, weeks } from './small-rota.ts';
import { bestOf } from './try-all.ts';

const peopleIn = (problem: RotaProblem) => draft(problem).cells.map((cell) => cell.person);
const inOrder = ({ unfilled, unfair, wishes, close, changed }: ReturnType<typeof draft>['score']) => [
  unfilled,
  unfair,
  -wishes,
  close,
  changed,
];

/** Tiny, but with a learner, a key, a pair apart and the rest in some of them. */
function tiny(seed: number): RotaProblem {
  const problem = village({ people: 3 + (seed % 3), jobs: 2, meetups: 2 + (seed % 2) }, seed);
  const shifts = problem.shifts.map((shift, index) => (index === 0 ? { ...shift, must: 2, want: 0 } : shift));
  return { ...problem, shifts };
}

describe('the solver and trying every rota agree on all soft rules in order', () => {
  test.each(Array.from({ length: 25 }, (_, index) => index + 1))('village %i', async (seed) => {
    const problem = tiny(seed);
    const { rota, proof } = await solve(problem);
    expect(proof).toBe('proven');
    expect(breaches(problem, rota.cells)).toEqual([]);
    expect(inOrder(rota.score)).toEqual(bestOf(problem));
  });
});

test('a draft breaks no rule, and is never better than what is proven best', async () => {
  for (let seed = 100; seed < 112; seed++) {
    const problem = village({ people: 8, jobs: 3, meetups: 4 }, seed);
    const drafted = draft(problem);
    const { rota } = await solve(problem);
    expect(breaches(problem, drafted.cells)).toEqual([]);
    expect(breaches(problem, rota.cells)).toEqual([]);
    expect(rota.score.unfilled).toBeLessThanOrEqual(drafted.score.unfilled);
    if (rota.score.unfilled === drafted.score.unfilled) {
      expect(rota.score.unfair).toBeLessThanOrEqual(drafted.score.unfair);
    }
  }
});

test('as much is filled as another model, made from the rules alone, says can be', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const problem = village({ people: 4 + (seed % 6), jobs: 2 + (seed % 2), meetups: 2 + (seed % 3) }, seed);
    const { rota, proof } = await solve(problem);
    expect([seed, proof, filledIn(rota.cells)]).toEqual([seed, 'proven', mostFilled(problem)]);
  }
});

test('a draft of a village with enough hands is as fair as the best', async () => {
  for (const seed of [1, 2, 3]) {
    const problem = village({ people: 20, jobs: 5, meetups: 8 }, seed);
    const [first, best] = [draft(problem).score, (await solve(problem)).rota.score];
    expect(first.unfilled).toBe(best.unfilled);
    expect(first.unfair).toBeLessThanOrEqual(best.unfair * 1.05);
  }
});

test('a draft keeps every rule in villages of any size', () => {
  const size = { people: fc.integer({ min: 1, max: 14 }), jobs: fc.integer({ min: 1, max: 4 }) };
  const any = fc.record({ ...size, meetups: fc.integer({ min: 1, max: 6 }), seed: fc.nat() });
  const keepsRules = ({ seed, ...size }: { people: number; jobs: number; meetups: number; seed: number }) => {
    const problem = village(size, seed);
    expect(breaches(problem, draft(problem).cells)).toEqual([]);
  };
  fc.assert(fc.property(any, keepsRules), { seed: 4, numRuns: 100 });
});

test('the same problem gives the same draft and the same answer', async () => {
  const make = () => village({ people: 10, jobs: 3, meetups: 4 }, 6);
  expect(draft(make())).toEqual(draft(make()));
  expect((await solve(make())).rota).toEqual((await solve(make())).rota);
});

describe('fair shares', () => {
  test('whoever pledged more is given more', () => {
    const problem = kettle([person('Ada', { pledge: 3 }), person('Bert', { pledge: 1 })], 4);
    expect(peopleIn(problem).filter((who) => who === 'Ada')).toHaveLength(3);
  });

  test('whoever did much before is given less', () => {
    expect(peopleIn(kettle([person('Ada', { recent: 8 }), person('Bert')], 1))).toEqual(['Bert']);
  });

  test('a newcomer starts level with the others, and not behind them', () => {
    const people = [person('Ada', { recent: 4 }), person('Bert', { recent: null })];
    const { shares } = draft(kettle(people, 2));
    expect(shares.map(({ recent }) => recent)).toEqual([4, 4]);
    expect(shares.map(({ given }) => given)).toEqual([1, 1]);
  });

  test('the largest gap between what is given and pledged is told', () => {
    expect(draft(kettle([person('Ada', { pledge: 5 })], 2)).largestGap).toBe(3);
  });

  test('minutes are shared as exactly as turns', async () => {
    const problem = kettle([person('Ada', { pledge: 60 }), person('Bert', { pledge: 60 })], 3);
    [60, 30, 45].forEach((work, index) => (problem.shifts[index]!.work = work));
    const { rota } = await solve(problem);
    expect(rota.shares.map(({ given }) => given).sort()).toEqual([60, 75]);
    expect(inOrder(rota.score)).toEqual(bestOf(problem));
  });
});

describe('nobody is drafted', () => {
  test.each([
    ['who pledged nothing', { pledge: 0 }],
    ['who is away', { away: [weeks[0]!] }],
    ['who said no to it', { barred: { s0: 'said no' as const } }],
    ['who was never shown how', { jobs: {} }],
    ['whose showing is too long ago', { jobs: { kettle: standing({ until: '2027-01-04' }) } }],
    ['who is learning, alone', { jobs: { kettle: standing({ standing: 'learning' as const }) } }],
    ['who did the meet-up just before', { lastTurn: 1, gap: 1 }],
    ['who wants no turns now', { limit: 0 }],
  ])('%s', (_, about) => {
    expect(peopleIn(kettle([person('Ada', about)]))).toEqual([null]);
  });

  test('who cannot lift, where there is lifting', () => {
    const problem = kettle([person('Ada', { noLifting: [weeks[0]!] })]);
    problem.jobs[0]!.lifting = true;
    expect(peopleIn(problem)).toEqual([null]);
  });

  test('when nobody with the key comes', () => {
    const problem = kettle([person('Ada')]);
    problem.meetups[0]!.key = 'key';
    expect(peopleIn(problem)).toEqual([null]);
    problem.people[0]!.checks.key = null;
    expect(peopleIn(problem)).toEqual(['Ada']);
  });

  test('twice running', () => {
    const who = peopleIn(kettle([person('Ada')], 3, { gap: 1 }));
    expect(who).toEqual(['Ada', null, 'Ada']);
  });
});

test('a learner comes beside somebody experienced', () => {
  const teacher = person('Ada', { jobs: { kettle: standing({ standing: 'experienced' }) } });
  const problem = kettle([teacher, person('Bert', { jobs: { kettle: standing({ standing: 'learning' }) } })]);
  problem.shifts[0]!.must = 2;
  expect(peopleIn(problem)).toEqual(['Ada', 'Bert']);
});

test('two who must be apart are never at the same meet-up', () => {
  const problem = kettle([person('Ada'), person('Bert')], 1, { apart: [['Ada', 'Bert']] });
  problem.shifts[0]!.must = 2;
  expect(peopleIn(problem).filter(Boolean)).toHaveLength(1);
});

test('nobody, no job and no meet-up make an empty rota', async () => {
  const none = { people: [], jobs: [], meetups: [], shifts: [], apart: [], together: [], gap: 1, last: [] };
  expect(draft(none).cells).toEqual([]);
  expect((await solve(none)).rota.cells).toEqual([]);
});
