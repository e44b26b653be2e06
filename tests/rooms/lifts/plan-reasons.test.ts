import { describe, expect, test } from 'vitest';
import { leftReasons } from '#server/lifts/plan-left-reasons.ts';
import type { LiftProblem } from '#server/lifts/plan-problem.ts';
import { rideReasons } from '#server/lifts/plan-reasons.ts';
import { leftInWords, rideInWords } from '#server/lifts/plan-wording.ts';
import { draft } from '#server/lifts/plan.ts';
import { liftVillage } from '../../../bench/lift-village.ts';
import { car, homeRun, lifts, outRun, rider, there } from './small-lifts.ts';

const clock = (minutes: number) => `${Math.floor(minutes / 60)}.${String(minutes % 60).padStart(2, '0')}`;
const left = (problem: LiftProblem) =>
  leftReasons(problem, draft(problem)).map((reason) => leftInWords(reason, clock));
const rides = (problem: LiftProblem) =>
  rideReasons(problem, draft(problem)).map((reason) => rideInWords(reason, reason.car));
const wheels = { party: { seats: 0, wheelchairs: 1, boot: 0 } };
const oneSeat = { layouts: [{ seats: 1, wheelchairs: 0, boot: 0 }] };

describe('why somebody is left', () => {
  test('nobody drives', () => {
    expect(left(lifts([rider('Cyd', 2)], []))).toEqual(['Nobody drives before 10.00.']);
  });

  test('there is a way out but none home', () => {
    const problem = lifts([rider('Cyd', 2)], [car('Bert', 3, { runs: [outRun(3)] })]);
    expect(left(problem)).toEqual(['Nobody drives after 12.00, so there is no way home.']);
  });

  test('no wheelchair place at all, or none at that time', () => {
    expect(left(lifts([rider('Cyd', 2, wheels)], [car('Bert', 3)]))).toEqual([
      'Nobody has a wheelchair place before 10.00.',
    ]);
    const late = car('Bert', 3, {
      layouts: [{ seats: 1, wheelchairs: 1, boot: 0 }],
      runs: [outRun(3, { leave: { from: 600, until: 700 } }), homeRun(3)],
    });
    expect(left(lifts([rider('Cyd', 2, wheels)], [late]))).toEqual([
      'Nobody with a wheelchair place drives before 10.00, so they cannot get there.',
    ]);
  });

  test('a party, a boot and a need that no car has', () => {
    const many = { party: { seats: 4, wheelchairs: 0, boot: 0 } };
    const trunks = { party: { seats: 1, wheelchairs: 0, boot: 2 } };
    expect(left(lifts([rider('Cyd', 2, many)], [car('Bert', 3)]))).toEqual([
      'No car has so many seats before 10.00.',
    ]);
    expect(left(lifts([rider('Cyd', 2, trunks)], [car('Bert', 3)]))).toEqual([
      'Nobody has room in the boot before 10.00.',
    ]);
    expect(left(lifts([rider('Cyd', 2, { needs: ['low seat'] })], [car('Bert', 3)]))).toEqual([
      'Nobody has what they need before 10.00.',
    ]);
  });

  test('too far for the nearest driver, in minutes', () => {
    expect(left(lifts([rider('Cyd', 5)], [car('Bert', 3), car('Dot', 1)]))).toEqual([
      'It is 20 minutes further than the nearest driver can go.',
    ]);
  });

  test('too long in the car, and too late for a taxi', () => {
    const weary = rider('Cyd', 2, { out: there(2, { rideLimit: 19 }), home: null });
    expect(left(lifts([weary], [car('Bert', 3)]))).toEqual(['They would sit in the car for too long.']);
    const price = { fixed: 500, perMinute: 50, notice: 200 };
    const taxi = car('Taxi', 3, { runs: [outRun(3, { from: null, to: null, detour: null })], price });
    const soon = lifts([rider('Cyd', 2, { home: null })], [taxi], { now: 500 });
    expect(left(soon)).toEqual(['It is too late to order a taxi.']);
  });

  test('the seats are taken', () => {
    expect(left(lifts([rider('Cyd', 2), rider('Dot', 2)], [car('Bert', 2, oneSeat)]))).toEqual([
      'All that could take them are full before 10.00.',
    ]);
  });

  test('who does not go with whom is never told', () => {
    const apart: [string, string][] = [['Cyd', 'Bert']];
    expect(left(lifts([rider('Cyd', 2)], [car('Bert', 2)], { apart }))).toEqual([
      'Nobody who could take them is free before 10.00.',
    ]);
    expect(left(lifts([rider('Cyd', 2)], [car('Bert', 2, { only: [] })]))).toEqual([
      'Nobody who could take them is free before 10.00.',
    ]);
  });
});

describe('why somebody rides with this driver', () => {
  const wants = rider('Cyd', 2, { home: null });

  test('there is no other, or no other has room', () => {
    expect(rides(lifts([wants], [car('Bert', 3), car('Eve', 1, { offers: [], only: [] })]))).toEqual([
      'Bert, because nobody else can take them.',
    ]);
    const both = lifts(
      [wants, rider('Dot', 2, { home: null })],
      [car('Bert', 2, oneSeat), car('Eve', 2, oneSeat)],
    );
    expect(rides(both)).toEqual([
      'Bert, because the other cars are full.',
      'Eve, because the other cars are full.',
    ]);
  });

  test('it is on the way, or only little more', () => {
    expect(rides(lifts([wants], [car('Bert', 3), car('Eve', 1)]))).toEqual(['Bert, who comes past them.']);
    const near = [1, 0].map((house) =>
      car(`House ${house}`, house, { runs: [outRun(house, { detour: 60 })] }),
    );
    expect(rides(lifts([wants], near))).toEqual(['House 1, for whom it is only 20 minutes more.']);
  });

  test('it was fixed, told, or is as usual', () => {
    const two = [car('Bert', 3), car('Eve', 3)];
    const same = { request: 'Cyd', leg: 'out' as const, car: 'Eve' };
    expect(rides(lifts([wants], two, { locked: [same] }))).toEqual(['Eve, because you fixed it.']);
    expect(rides(lifts([wants], two, { told: [{ ...same, at: null }] }))).toEqual([
      'Eve, as they were told.',
    ]);
    expect(rides(lifts([{ ...wants, usual: 'Eve' }], two))).toEqual(['Eve, whom they usually ride with.']);
  });
});

test('each ride and each who is left has a reason, in villages of all kinds', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const problem = liftVillage({ requests: 14, cars: 4, mixed: true, scattered: seed % 2 === 0 }, seed);
    const plan = draft(problem);
    expect(rideReasons(problem, plan).map(({ request }) => request)).toEqual(
      plan.rides.map(({ request }) => request),
    );
    expect(leftReasons(problem, plan).map(({ request }) => request)).toEqual(
      plan.left.map(({ request }) => request),
    );
  }
});
