import type { ChartRun } from './plan-chart.ts';
import type { Journey, Leg, LiftCar, LiftProblem, LiftRequest, Party, Run } from './plan-problem.ts';

/** A journey and whose it is. */
export interface Trip {
  request: LiftRequest;
  leg: Leg;
  journey: Journey;
}

/** Journeys in the order of their numbers. */
export function tripsOf({ requests }: LiftProblem): Trip[] {
  return requests.flatMap((request) =>
    (['out', 'home'] as const).flatMap((leg) => {
      const journey = request[leg];
      return journey === null ? [] : [{ request, leg, journey }];
    }),
  );
}

/** Runs in the order of their numbers. */
export function runsOf({ cars }: LiftProblem): { car: LiftCar; run: Run; index: number }[] {
  return cars.flatMap((car) => car.runs.map((run, index) => ({ car, run, index })));
}

/** A run in numbers: who might ride in it, were it not for place and time. */
export function chartRun(problem: LiftProblem, trips: Trip[], k: number): ChartRun {
  const { car, run } = runsOf(problem)[k]!;
  const hasEnds = run.from !== null && run.to !== null;
  const alone = hasEnds ? problem.travel[run.from!]![run.to!]! : 0;
  const flags = (is: (trip: Trip) => boolean) => Uint8Array.from(trips, (trip) => Number(is(trip)));
  const toldOf = (trip: Trip) => toldIn(problem, trip)?.car;
  const isFirst = (leg: Leg) => car.runs.find((one) => one.leg === leg || one.leg === 'any') === run;
  const told = trips.flatMap((trip, j) => (toldOf(trip) === car.id && isFirst(trip.leg) ? [j] : []));
  return {
    leg: run.leg,
    begin: 2 * trips.length + 2 * k,
    end: 2 * trips.length + 2 * k + 1,
    most: hasEnds && run.detour !== null ? alone + run.detour : Infinity,
    alone,
    hasEnds,
    layouts: car.layouts,
    may: flags((trip) => barOf(problem, { car, run }, trip) === null),
    moved: flags((trip) => (toldOf(trip) ?? car.id) !== car.id),
    unusual: flags(({ request }) => (request.usual ?? car.id) !== car.id),
    told: told.length > 0 ? told : null,
    fixed: car.price?.fixed ?? 0,
    perMinute: car.price?.perMinute ?? 0,
    pledge: car.pledge,
    recent: car.recent,
    kind: k,
  };
}

export function toldIn({ told }: LiftProblem, { request, leg }: Trip) {
  return told.find((one) => one.request === request.id && one.leg === leg);
}

/** Why a run cannot take a journey, whatever the place and time; null if it might. */
export type Bar = 'other way' | 'called off' | 'company' | 'locked' | 'party' | 'need';

export function barOf(
  problem: LiftProblem,
  { car, run }: { car: LiftCar; run: Run },
  { request, leg }: Trip,
): Bar | null {
  const locked = problem.locked.find((one) => one.request === request.id && one.leg === leg);
  if (run.leg !== leg && run.leg !== 'any') return 'other way';
  if (run.leave.from > run.leave.until) return 'called off';
  if (locked !== undefined && locked.car !== car.id) return 'locked';
  if (!car.layouts.some((layout) => holds(layout, request.party))) return 'party';
  if (!request.needs.every((need) => car.offers.includes(need))) return 'need';
  const isWelcome = car.only === null || car.only.includes(request.id);
  return isWelcome && !apartFrom(problem, request.id).includes(car.id) ? null : 'company';
}

export function holds(layout: Party, party: Party): boolean {
  return party.seats <= layout.seats && party.wheelchairs <= layout.wheelchairs && party.boot <= layout.boot;
}

export function apartFrom({ apart }: LiftProblem, id: string): string[] {
  return apart.flatMap(([one, other]) => (one === id ? [other] : other === id ? [one] : []));
}
