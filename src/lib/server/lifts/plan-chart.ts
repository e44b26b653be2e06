import type { Journey, LiftCar, LiftProblem, LiftRequest, Party, Run } from './plan-problem.ts';
import { apartFrom, chartRun, runsOf, toldIn, tripsOf, type Trip } from './plan-runs.ts';

/**
 * A problem in numbers alone, so that threads can pass it and routes can be tried quickly. Node 2j is where journey j
 * gets in and 2j + 1 where it gets out; after them come the two ends of each run.
 */
export interface Chart {
  nodes: number;
  /** By node and node: minutes. */
  travel: Float64Array;
  place: Int32Array;
  from: Float64Array;
  until: Float64Array;
  service: Float64Array;
  /** By node: seats, wheelchair places and boot that it takes, or frees. */
  seats: Int32Array;
  wheelchairs: Int32Array;
  boot: Int32Array;
  /** By journey. */
  direct: Float64Array;
  rideLimit: Float64Array;
  requestOf: Int32Array;
  /** 1 if somebody was told who drives. */
  told: Uint8Array;
  /** By request. */
  journeys: number[][];
  tied: boolean[];
  /** What it counts to carry the whole request; half of it a journey where one of two is fine. */
  value: number[];
  apart: number[][];
  runs: ChartRun[];
  /** All go to one place or come from it: nobody gets in once somebody got out. */
  common: boolean;
  /** The classic dial-a-ride: cars wait with riders aboard, and only the way counts. */
  classic: boolean;
}

export interface ChartRun {
  leg: Run['leg'];
  begin: number;
  end: number;
  /** Most minutes from beginning to end. */
  most: number;
  /** Minutes without riders; counted only where the run has both its ends. */
  alone: number;
  hasEnds: boolean;
  layouts: Party[];
  /** By journey: 1 if nothing but place and time could stop it. */
  may: Uint8Array;
  /** By journey: 1 if somebody else was told to drive it. */
  moved: Uint8Array;
  /** By journey: 1 if they usually ride with somebody else. */
  unusual: Uint8Array;
  /** Journeys that its driver was told of, in order of number; null for none. */
  told: number[] | null;
  fixed: number;
  perMinute: number;
  pledge: number | null;
  recent: number;
  /** Runs of one kind can be exchanged for each other. */
  kind: number;
}

/** Most minutes aboard unless a rider says otherwise. */
export function rideLimitOf({ rideLimit }: Journey, direct: number): number {
  return rideLimit ?? 1.5 * direct + 10;
}

/** A locked ride comes before all that is not. */
const LOCKED = 1000;

/** Throws if the problem names what it does not hold. */
export function chart(problem: LiftProblem): Chart {
  check(problem);
  const trips = tripsOf(problem);
  const runs = runsOf(problem);
  const places = [
    ...trips.flatMap(({ journey }) => [journey.from, journey.to]),
    ...runs.flatMap(({ run }) => [run.from ?? -1, run.to ?? -1]),
  ];
  const direct = Float64Array.from(trips, ({ journey }) => problem.travel[journey.from]![journey.to]!);
  const requestIndex = new Map(problem.requests.map(({ id }, r) => [id, r]));
  const requestOf = Int32Array.from(trips, ({ request }) => requestIndex.get(request.id)!);
  const windows = windowsOf(problem, trips, runs);
  return {
    nodes: places.length,
    travel: travelBetween(problem, places),
    place: Int32Array.from(places),
    ...windows,
    ...loadsOf(trips, runs.length),
    direct,
    rideLimit: Float64Array.from(trips, ({ journey }, j) => rideLimitOf(journey, direct[j]!)),
    requestOf,
    told: Uint8Array.from(trips, (trip) => Number(toldIn(problem, trip) !== undefined)),
    journeys: problem.requests.map((_, r) => [...requestOf.keys()].filter((j) => requestOf[j] === r)),
    tied: problem.requests.map(({ oneIsFine }) => !oneIsFine),
    value: problem.requests.map((request) => valueOf(problem, request)),
    apart: problem.requests.map(({ id }) =>
      apartFrom(problem, id).flatMap((other) => requestIndex.get(other) ?? []),
    ),
    runs: withKinds(
      runs.map((_, k) => chartRun(problem, trips, k)),
      windows,
      places,
    ),
    common: isCommon(problem),
    classic: false,
  };
}

/** Runs that differ in nothing are of one kind: two taxis of one firm, say. It has the number of the first. */
function withKinds(
  runs: ChartRun[],
  { from, until }: Pick<Chart, 'from' | 'until'>,
  places: number[],
): ChartRun[] {
  const keys = runs.map((run) => {
    const ends = [run.begin, run.end].flatMap((node) => [places[node], from[node], until[node]]);
    return JSON.stringify(
      { ...run, begin: 0, end: 0, kind: 0, ends: ends.map(String) },
      (_, value: unknown) =>
        value instanceof Uint8Array ? [...value] : value === Infinity ? 'endless' : value,
    );
  });
  return runs.map((run, k) => ({ ...run, kind: keys.indexOf(keys[k]!) }));
}

/** True if all go to one place and come from it, in runs of one way. */
export function isCommon(problem: LiftProblem): boolean {
  const hubs = tripsOf(problem).map(({ leg, journey }) => (leg === 'out' ? journey.to : journey.from));
  return new Set(hubs).size <= 1 && runsOf(problem).every(({ run }) => run.leg !== 'any');
}

function valueOf({ locked }: LiftProblem, { id, party, weight }: LiftRequest): number {
  const isLocked = locked.some(({ request }) => request === id);
  return 2 * weight * (party.seats + party.wheelchairs) * (isLocked ? LOCKED : 1);
}

function travelBetween({ travel }: LiftProblem, places: number[]): Float64Array {
  const between = new Float64Array(places.length ** 2);
  places.forEach((from, a) =>
    places.forEach((to, b) => (between[a * places.length + b] = from < 0 || to < 0 ? 0 : travel[from]![to]!)),
  );
  return between;
}

function windowsOf(problem: LiftProblem, trips: Trip[], runs: { car: LiftCar; run: Run }[]) {
  const ends = runs.map(({ car, run }) => endsOf(problem, car, run));
  const windows = [
    ...trips.flatMap(({ journey }) => [journey.leave, journey.arrive]),
    ...ends.flatMap(({ leave, arrive }) => [leave, arrive]),
  ];
  return {
    from: Float64Array.from(windows, ({ from }) => from),
    until: Float64Array.from(windows, ({ until }) => until),
    service: Float64Array.from(windows, (_, node) => {
      const journey = trips[node >> 1]?.journey;
      return journey === undefined ? 0 : node % 2 === 0 ? journey.boarding : journey.alighting;
    }),
  };
}

/** When a run may begin and end, by all that binds the car. */
function endsOf({ now, daylight }: LiftProblem, car: LiftCar, { leave, arrive }: Run) {
  const light = car.notAfterDark && daylight !== null ? daylight : { from: -Infinity, until: Infinity };
  const ordered = now === null || car.price === null ? -Infinity : now + car.price.notice;
  return {
    leave: { from: Math.max(leave.from, light.from, ordered), until: leave.until },
    arrive: { from: arrive.from, until: Math.min(arrive.until, light.until, car.homeBy ?? Infinity) },
  };
}

function loadsOf(trips: Trip[], runs: number) {
  const loads = (of: (party: Party) => number) =>
    Int32Array.from([
      ...trips.flatMap(({ request }) => [of(request.party), -of(request.party)]),
      ...Array.from({ length: 2 * runs }, () => 0),
    ]);
  return {
    seats: loads(({ seats }) => seats),
    wheelchairs: loads(({ wheelchairs }) => wheelchairs),
    boot: loads(({ boot }) => boot),
  };
}

function check(problem: LiftProblem): void {
  const { travel, requests, cars, locked } = problem;
  const isPlace = (place: number | null) => place === null || travel[place] !== undefined;
  const places = [
    ...tripsOf(problem).flatMap(({ journey }) => [journey.from, journey.to]),
    ...runsOf(problem).flatMap(({ run }) => [run.from, run.to]),
  ];
  if (!places.every(isPlace)) throw new Error('a place of the lifts has no travel times');
  if (new Set([...requests, ...cars].map(({ id }) => id)).size < requests.length + cars.length) {
    throw new Error('two requests or cars of the lifts have one id');
  }
  for (const { request, car } of locked) {
    if (!requests.some(({ id }) => id === request) || !cars.some(({ id }) => id === car)) {
      throw new Error('a locked ride names nobody');
    }
  }
}
