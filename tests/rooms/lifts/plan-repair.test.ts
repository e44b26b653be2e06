import { expect, test } from 'vitest';
import type { Plan } from '#server/lifts/plan-problem.ts';
import { repair } from '#server/lifts/plan-repair.ts';
import { draft } from '#server/lifts/plan.ts';
import { breaches } from '../../../bench/lift-check.ts';
import { liftVillage } from '../../../bench/lift-village.ts';
import { car, homeRun, lifts, outRun, rider } from './small-lifts.ts';

const one = { layouts: [{ seats: 1, wheelchairs: 0, boot: 0 }] };
const two = { layouts: [{ seats: 2, wheelchairs: 0, boot: 0 }] };

test('whoever loses their driver finds a free seat, and nobody else is asked', () => {
  const problem = lifts([rider('Cyd', 2), rider('Dot', 2)], [car('Bert', 2, one), car('Eve', 3, two)], {
    locked: [
      { request: 'Cyd', leg: 'out', car: 'Bert' },
      { request: 'Cyd', leg: 'home', car: 'Bert' },
    ],
  });
  const mended = repair(problem, draft(problem), { car: 'Bert' });
  expect(mended.plan.rides.map((ride) => ride.car)).toEqual(['Eve', 'Eve', 'Eve', 'Eve']);
  expect(mended.asked).toEqual({ requests: ['Cyd'], cars: ['Eve'] });
  expect(mended.unasked).toEqual({ requests: ['Dot'], cars: [] });
  expect(mended.lost).toEqual([]);
});

test('whoever had a seat keeps it from somebody who counts as much', () => {
  const problem = lifts([rider('Cyd', 2), rider('Dot', 2)], [car('Bert', 2, one), car('Eve', 3, one)]);
  const plan = draft(problem);
  const withEve = plan.rides.find((ride) => ride.car === 'Eve')!.request;
  const mended = repair(problem, plan, { car: 'Bert' });
  expect(mended.unasked).toEqual({ requests: [withEve], cars: ['Eve'] });
  expect(mended.lost).toEqual([withEve === 'Cyd' ? 'Dot' : 'Cyd']);
});

test('a driver who drops out on the way home leaves nobody there who could be fetched otherwise', () => {
  const problem = lifts([rider('Cyd', 2)], [car('Bert', 3), car('Eve', 2)]);
  const told = { ...problem, locked: [{ request: 'Cyd', leg: 'home' as const, car: 'Bert' }] };
  const plan = draft(told);
  const mended = repair(told, plan, { car: 'Bert', leg: 'home' });
  expect(mended.plan.rides.map(({ leg, car }) => `${leg} ${car}`)).toContain('home Eve');
  expect(mended.lost).toEqual([]);
});

test('whoever has no more way home is not taken out either', () => {
  const problem = lifts(
    [rider('Cyd', 2)],
    [car('Bert', 3, { runs: [outRun(3)] }), car('Eve', 3, { runs: [homeRun(3)] })],
  );
  const mended = repair(problem, draft(problem), { car: 'Eve' });
  expect([mended.plan.rides, mended.lost]).toEqual([[], ['Cyd']]);
});

test('a rider who drops out is no trouble to anybody', () => {
  const problem = lifts([rider('Cyd', 2), rider('Dot', 2)], [car('Bert', 3)]);
  const mended = repair(problem, draft(problem), { request: 'Dot' });
  expect(mended.asked).toEqual({ requests: [], cars: [] });
  expect(mended.unasked).toEqual({ requests: ['Cyd'], cars: ['Bert'] });
});

test('a repair breaks no rule, keeps times that were told, and is the same each time', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const problem = liftVillage({ requests: 14, cars: 5, mixed: true, scattered: seed % 3 === 0 }, seed);
    const plan = draft(problem);
    const [gone] = plan.runs;
    if (gone === undefined) continue;
    const mended = repair(problem, plan, { car: gone.car });
    expect(breaches(mended.problem, mended.plan)).toEqual([]);
    expect(mended.plan.runs.every(({ car }) => car !== gone.car)).toBe(true);
    expect(repair(problem, plan, { car: gone.car })).toEqual(mended);
    const timesOf = ({ runs }: Plan) =>
      runs
        .filter(({ car }) => mended.unasked.cars.includes(car))
        .flatMap(({ stops }) => stops.map(({ at, request }) => `${request} ${at.toFixed(3)}`))
        .sort();
    expect(timesOf(mended.plan)).toEqual(timesOf(plan));
  }
});
