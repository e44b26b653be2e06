import { describe, expect, test } from 'vitest';
import type { LiftProblem, LiftRequest } from '#server/lifts/plan-problem.ts';
import { draft } from '#server/lifts/plan.ts';
import { anyTime, back, car, homeRun, lifts, outRun, rider, there } from './small-lifts.ts';

const carried = (problem: LiftProblem) => draft(problem).rides.map(({ request, leg }) => `${request} ${leg}`);
const cyd = (about: Partial<LiftRequest> = {}) => rider('Cyd', 2, about);
const party = { seats: 1, wheelchairs: 0, boot: 0 };

test('somebody on the way is taken there and back', () => {
  expect(carried(lifts([cyd()], [car('Bert', 3)]))).toEqual(['Cyd out', 'Cyd home']);
});

describe('room', () => {
  const one = [{ seats: 1, wheelchairs: 0, boot: 1 }];

  test('a car with one seat takes one of two', () => {
    const plan = draft(lifts([cyd(), rider('Dot', 1)], [car('Bert', 3, { layouts: one })]));
    expect(plan.rides).toHaveLength(2);
    expect(plan.left).toHaveLength(1);
  });

  test('a wheelchair place takes away the seats that the layout says', () => {
    const layouts = [
      { seats: 3, wheelchairs: 0, boot: 0 },
      { seats: 1, wheelchairs: 1, boot: 0 },
    ];
    const wheels = cyd({ party: { seats: 0, wheelchairs: 1, boot: 0 }, weight: 3 });
    const plan = draft(lifts([wheels, rider('Dot', 1), rider('Eve', 1)], [car('Bert', 3, { layouts })]));
    expect(plan.runs.map(({ layout }) => layout)).toEqual([1, 1]);
    expect(plan.rides).toHaveLength(4);
    expect(carried(lifts([wheels], [car('Bert', 3)]))).toEqual([]);
  });

  test('a boot that is full takes no second walking frame', () => {
    const frame = { party: { seats: 1, wheelchairs: 0, boot: 1 } };
    expect(carried(lifts([cyd(frame), rider('Dot', 1, frame)], [car('Bert', 3)]))).toHaveLength(2);
  });

  test('whoever got out leaves room for whoever gets in later', () => {
    const [first, last] = [
      cyd({ out: there(5, { to: 4, arrive: anyTime }), home: null, party: { ...party, seats: 3 } }),
      rider('Dot', 2, { home: null, party: { ...party, seats: 3 } }),
    ];
    expect(carried(lifts([first, last], [car('Bert', 6)]))).toEqual(['Cyd out', 'Dot out']);
  });
});

describe('time', () => {
  test('nobody arrives before or after their window', () => {
    const early = car('Bert', 3, { runs: [outRun(3, { arrive: { from: 0, until: 550 } }), homeRun(3)] });
    const late = car('Bert', 3, { runs: [outRun(3, { arrive: { from: 621, until: 640 } }), homeRun(3)] });
    expect([carried(lifts([cyd()], [early])), carried(lifts([cyd()], [late]))]).toEqual([[], []]);
  });

  test('nobody is fetched home before they are ready, nor long after; the driver may wait for them', () => {
    const gone = (from: number, until: number) =>
      car('Bert', 3, { runs: [outRun(3), homeRun(3, { leave: { from, until } })] });
    expect(carried(lifts([cyd()], [gone(600, 699)]))).toEqual([]);
    expect(carried(lifts([cyd()], [gone(761, 800)]))).toEqual([]);
    expect(carried(lifts([cyd()], [gone(600, 700)]))).toHaveLength(2);
  });

  test('nobody sits in a car for longer than they can', () => {
    const far = rider('Dot', 4, { home: null });
    const limited = (rideLimit: number) => rider('Dot', 4, { out: there(4, { rideLimit }), home: null });
    expect(carried(lifts([far], [car('Bert', 4)]))).toEqual(['Dot out']);
    expect(carried(lifts([limited(39)], [car('Bert', 4)]))).toEqual([]);
    // Once and a half the direct way, and ten minutes, is what a rider bears by default.
    const helped = (boarding: number) =>
      lifts(
        [rider('Eve', 1, { home: null }), rider('Dot', 2, { home: null })],
        [car('Bert', 2)],
        {},
      ).requests.map((one) =>
        one.id === 'Eve' ? { ...one, weight: 3 as const, out: there(1, { boarding }) } : one,
      );
    expect(carried(lifts(helped(20), [car('Bert', 2)]))).toEqual(['Dot out', 'Eve out']);
    const patient = car('Bert', 2, { runs: [outRun(2, { detour: 60 })] });
    expect(carried(lifts(helped(21), [patient]))).toEqual(['Eve out']);
  });

  test('help at the door counts towards what a driver has to spare', () => {
    const helped = (boarding: number) => cyd({ out: there(2, { boarding }), home: null });
    expect(carried(lifts([helped(20)], [car('Bert', 3)]))).toEqual(['Cyd out']);
    expect(carried(lifts([helped(21)], [car('Bert', 3)]))).toEqual([]);
  });

  test('nobody is further out of the way than a driver has to spare', () => {
    const near = rider('Dot', 4, { home: null });
    const far = rider('Eve', 5, { home: null });
    expect(carried(lifts([near, far], [car('Bert', 3)]))).toEqual(['Dot out']);
  });

  test('a driver is home by when they want to be, and before dark if they say so', () => {
    const until = { daylight: { from: 480, until: 749 } };
    expect(carried(lifts([cyd()], [car('Bert', 3, { homeBy: 749 })]))).toEqual([]);
    expect(carried(lifts([cyd()], [car('Bert', 3, { homeBy: 750 })]))).toHaveLength(2);
    expect(carried(lifts([cyd()], [car('Bert', 3, { notAfterDark: true })], until))).toEqual([]);
    expect(carried(lifts([cyd()], [car('Bert', 3)], until))).toHaveLength(2);
  });

  test('who does not drive in the dark does not leave before it is light', () => {
    const wants = cyd({ home: null });
    const shy = car('Bert', 3, { notAfterDark: true });
    expect(carried(lifts([wants], [shy], { daylight: { from: 570, until: 1000 } }))).toEqual(['Cyd out']);
    expect(carried(lifts([wants], [shy], { daylight: { from: 571, until: 1000 } }))).toEqual([]);
  });

  test('nobody waits in the car: the pick-up is later instead', () => {
    const waits = cyd({ out: there(2, { leave: { from: 500, until: 540 } }), home: null });
    expect(carried(lifts([waits], [car('Bert', 3)]))).toEqual(['Cyd out']);
    const tooEarly = cyd({ out: there(2, { leave: { from: 500, until: 539 } }), home: null });
    expect(carried(lifts([tooEarly], [car('Bert', 3)]))).toEqual([]);
  });

  test('a taxi has to be ordered ahead', () => {
    const taxi = (notice: number) =>
      car('Taxi', 3, {
        runs: [outRun(3, { from: null, to: null, detour: null })],
        price: { fixed: 500, perMinute: 50, notice },
      });
    const wants = cyd({ home: null });
    expect(carried(lifts([wants], [taxi(120)], { now: 460 }))).toEqual(['Cyd out']);
    expect(carried(lifts([wants], [taxi(121)], { now: 460 }))).toEqual([]);
  });
});

describe('who with whom', () => {
  test('needs are met or nobody is taken', () => {
    const low = cyd({ needs: ['low seat'] });
    expect(carried(lifts([low], [car('Bert', 3)]))).toEqual([]);
    expect(carried(lifts([low], [car('Bert', 3, { offers: ['low seat'] })]))).toHaveLength(2);
  });

  test('a driver takes only those whom they would take', () => {
    expect(carried(lifts([cyd(), rider('Dot', 1)], [car('Bert', 3, { only: ['Dot'] })]))).toEqual([
      'Dot out',
      'Dot home',
    ]);
  });

  test('a rider and a driver who do not go together are never in one car', () => {
    expect(carried(lifts([cyd()], [car('Bert', 3)], { apart: [['Bert', 'Cyd']] }))).toEqual([]);
  });

  test('two riders who do not go together are never in one car', () => {
    const two = [cyd(), rider('Dot', 1)];
    expect(carried(lifts(two, [car('Bert', 3)], { apart: [['Dot', 'Cyd']] }))).toHaveLength(2);
    expect(carried(lifts(two, [car('Bert', 3), car('Eve', 3)], { apart: [['Dot', 'Cyd']] }))).toHaveLength(4);
  });

  test('a locked ride stays, whatever else would be better', () => {
    const locked = [{ request: 'Cyd', leg: 'out' as const, car: 'Eve' }];
    const plan = draft(lifts([cyd()], [car('Bert', 3), car('Eve', 1)], { locked }));
    expect(plan.rides.map(({ leg, car }) => `${leg} ${car}`)).toEqual(['home Bert', 'out Eve']);
  });

  test('a locked ride keeps its place from somebody who counts more', () => {
    const layouts = [{ seats: 1, wheelchairs: 0, boot: 0 }];
    const locked = [{ request: 'Cyd', leg: 'out' as const, car: 'Bert' }];
    const two = [cyd(), rider('Dot', 1, { weight: 3 })];
    expect(carried(lifts(two, [car('Bert', 3, { layouts })], { locked }))).toEqual(['Cyd out', 'Cyd home']);
  });
});

describe('there and back', () => {
  const outOnly = car('Bert', 3, { runs: [outRun(3)] });

  test('no way home is no way out', () => {
    expect(carried(lifts([cyd()], [outOnly]))).toEqual([]);
  });

  test('a run there takes nobody back, nor does it turn for a second load', () => {
    const patient = [outRun(3, { detour: 200 })];
    const layouts = [{ seats: 1, wheelchairs: 0, boot: 0 }];
    expect(carried(lifts([cyd({ out: null })], [car('Bert', 3, { runs: patient })]))).toEqual([]);
    const two = [rider('Dot', 1, { home: null }), rider('Eve', 1, { home: null })];
    expect(carried(lifts(two, [car('Bert', 3, { runs: patient, layouts })]))).toHaveLength(1);
  });

  test('unless one is fine, or one is all that is wanted', () => {
    expect(carried(lifts([cyd({ oneIsFine: true })], [outOnly]))).toEqual(['Cyd out']);
    expect(carried(lifts([cyd({ home: null })], [outOnly]))).toEqual(['Cyd out']);
  });

  test('the way home may be in another car', () => {
    const plan = draft(lifts([cyd()], [outOnly, car('Eve', 3, { runs: [homeRun(3)] })]));
    expect(plan.rides.map((ride) => ride.car)).toEqual(['Bert', 'Eve']);
  });

  test('one car may go there, wait and come back', () => {
    const both = { leg: 'any' as const, from: 3, to: 3, leave: anyTime, arrive: anyTime, detour: 300 };
    const plan = draft(lifts([cyd({ home: back(2) })], [car('Bert', 3, { runs: [both] })]));
    expect(plan.runs[0]!.stops.map(({ does }) => does)).toEqual([
      'begin',
      'pick up',
      'set down',
      'pick up',
      'set down',
      'end',
    ]);
  });
});
