import type { LiftCar, LiftProblem, LiftRequest, Party, Window } from '#server/lifts/plan-problem.ts';
import { dice } from './rota-village.ts';

export interface LiftSize {
  requests: number;
  cars: number;
  taxis?: number;
  /** With everything that a rule is about; otherwise only seats and ways. */
  mixed?: boolean;
  /** To many places and back, instead of one meet-up. */
  scattered?: boolean;
}

/** Kilometres across, and minutes a kilometre by road: 1.3 times the straight line at 40 km/h. */
const ACROSS = 14;
const PACE = (1.3 * 60) / 40;
/** The meet-up is from ten to twelve. */
const THERE_BY = 600;
const READY_FROM = 720;
const ANY_TIME: Window = { from: -Infinity, until: Infinity };

type Roll = () => number;

/** Neighbours strewn over 14 by 14 km who want to a meet-up and back, and those who drive there. */
export function liftVillage(size: LiftSize, seed: number): LiftProblem {
  const roll = dice(seed);
  const { requests, cars, taxis = 0, mixed = false, scattered = false } = size;
  const list = <Item>(count: number, make: (index: number) => Item) =>
    Array.from({ length: count }, (_, i) => make(i));
  const points = list(
    1 + requests + cars + (scattered ? 6 : 0),
    () => [ACROSS * roll(), ACROSS * roll()] as const,
  );
  points[0] = [ACROSS * (0.3 + 0.4 * roll()), ACROSS * (0.3 + 0.4 * roll())];
  const goal = () => (scattered ? 1 + requests + cars + Math.floor(6 * roll()) : 0);
  const crowd = list(requests, (i) => neighbour(i, 1 + i, goal(), roll, mixed, scattered));
  const problem: LiftProblem = {
    travel: points.map(([x, y]) => points.map(([u, v]) => PACE * Math.hypot(x - u, y - v))),
    requests: crowd,
    cars: [
      ...list(cars, (i) => driver(i, 1 + requests + i, roll, mixed, scattered)),
      ...list(taxis, (i) => taxi(i, scattered)),
    ],
    apart: [],
    told: [],
    locked: [],
    now: mixed ? 480 - Math.floor(300 * roll()) : null,
    daylight: mixed ? { from: 480, until: 735 + 30 * roll() } : null,
  };
  return mixed ? withPasts(problem, roll) : problem;
}

function neighbour(
  i: number,
  home: number,
  goal: number,
  roll: Roll,
  mixed: boolean,
  scattered: boolean,
): LiftRequest {
  const chance = (share: number) => mixed && roll() < share;
  const there = scattered ? THERE_BY - 60 + Math.floor(120 * roll()) : THERE_BY;
  const back = scattered ? there + 60 + Math.floor(60 * roll()) : READY_FROM;
  const help = chance(0.3) ? 5 : 0;
  const rideLimit = chance(0.15) ? 20 + 20 * roll() : null;
  const isWheelchair = chance(0.12);
  const party: Party = {
    seats: isWheelchair ? (chance(0.5) ? 1 : 0) : chance(0.25) ? 2 : 1,
    wheelchairs: isWheelchair ? 1 : 0,
    boot: chance(0.2) ? 1 : 0,
  };
  const only = mixed ? roll() : 1;
  return {
    id: `r${i}`,
    firstName: `Neighbour ${i}`,
    party,
    out:
      only < 0.1
        ? null
        : {
            from: home,
            to: goal,
            leave: ANY_TIME,
            arrive: { from: there - 40, until: there },
            boarding: help,
            alighting: chance(0.2) ? 2 : 0,
            rideLimit,
          },
    home:
      only >= 0.1 && only < 0.2
        ? null
        : {
            from: goal,
            to: home,
            leave: { from: back, until: back + 45 },
            arrive: ANY_TIME,
            boarding: chance(0.2) ? 2 : 0,
            alighting: help,
            rideLimit,
          },
    oneIsFine: chance(0.2),
    weight: chance(0.2) ? 3 : chance(0.3) ? 2 : 1,
    needs: [...(chance(0.15) ? ['low seat'] : []), ...(chance(0.1) ? ['woman driver'] : [])],
    usual: chance(0.2) ? 'c0' : null,
  };
}

function driver(i: number, home: number, roll: Roll, mixed: boolean, scattered: boolean): LiftCar {
  const chance = (share: number) => mixed && roll() < share;
  const seats = 2 + Math.floor(3 * roll());
  const detour = 5 + Math.floor(10 * roll());
  const wide = { seats, wheelchairs: 0, boot: 1 + Math.floor(2 * roll()) };
  const leg = (one: 'out' | 'home') => (scattered ? ('any' as const) : one);
  const limit = scattered ? 3 * detour : detour;
  return {
    id: `c${i}`,
    name: `Driver ${i}`,
    layouts: chance(0.3) ? [wide, { seats: Math.max(0, seats - 2), wheelchairs: 1, boot: 1 }] : [wide],
    offers: [...(roll() < 0.6 ? ['low seat'] : []), ...(roll() < 0.5 ? ['woman driver'] : [])],
    only: null,
    notAfterDark: chance(0.2),
    homeBy: chance(0.2) ? 740 + 40 * roll() : null,
    runs: [
      {
        leg: leg('out'),
        from: home,
        to: 0,
        leave: { from: 420, until: Infinity },
        arrive: { from: THERE_BY - 40, until: scattered ? READY_FROM - 60 : THERE_BY },
        detour: limit,
      },
      ...(chance(0.15)
        ? []
        : [
            {
              leg: leg('home'),
              from: 0,
              to: home,
              leave: { from: scattered ? READY_FROM - 60 : READY_FROM, until: READY_FROM + 30 },
              arrive: ANY_TIME,
              detour: limit,
            },
          ]),
    ],
    price: null,
    pledge: chance(0.4) ? 1 + Math.floor(3 * roll()) : null,
    recent: chance(0.4) ? Math.floor(8 * roll()) : 0,
  };
}

function taxi(i: number, scattered: boolean): LiftCar {
  const run = (leg: 'out' | 'home') => ({
    leg: scattered ? ('any' as const) : leg,
    from: null,
    to: null,
    leave: ANY_TIME,
    arrive: ANY_TIME,
    detour: null,
  });
  return {
    id: `t${i}`,
    name: `Taxi ${i}`,
    layouts: [
      { seats: 4, wheelchairs: 0, boot: 2 },
      { seats: 2, wheelchairs: 1, boot: 1 },
    ],
    offers: ['low seat'],
    only: null,
    notAfterDark: false,
    homeBy: null,
    runs: [run('out'), run('home')],
    price: { fixed: 500, perMinute: 90, notice: 120 },
    pledge: null,
    recent: 0,
  };
}

/** What was told before, who goes with whom not, and a driver who takes only some. */
function withPasts(problem: LiftProblem, roll: Roll): LiftProblem {
  const { requests, cars } = problem;
  const pick = <Item>(items: Item[]) => items[Math.floor(roll() * items.length)]!;
  const drivers = cars.filter(({ price }) => price === null);
  const pairs = Array.from({ length: Math.ceil(requests.length / 6) }, (): [string, string] => [
    pick(requests).id,
    roll() < 0.5 ? pick(drivers).id : pick(requests).id,
  ]);
  const told = requests
    .filter(() => roll() < 0.3)
    .map(({ id }) => ({ request: id, leg: 'out' as const, car: pick(drivers).id, at: null }));
  return {
    ...problem,
    apart: pairs.filter(([one, other]) => one !== other),
    told,
    cars: cars.map((car) =>
      roll() < 0.1 ? { ...car, only: requests.filter(() => roll() < 0.5).map(({ id }) => id) } : car,
    ),
  };
}
