import { chart, type Chart } from './plan-chart.ts';
import { bestEntry } from './plan-places.ts';
import type { Leg, LiftProblem, Plan, PlannedRide } from './plan-problem.ts';
import { costOf } from './plan-route.ts';
import { runsOf, tripsOf } from './plan-runs.ts';
import { standingOf } from './plan-standing.ts';
import { measure } from './plan-times.ts';
import { routesOf } from './plan-writing.ts';

/** Why somebody rides in the car that they ride in. */
export interface RideReason {
  request: string;
  leg: Leg;
  car: string;
  /**
   * 'only one': no other car could take them at all. 'others full': none that has room still. 'on the way': no other
   * adds less. 'makes room': another would add less, but is needed for others.
   */
  because: 'locked' | 'told' | 'usual' | 'only one' | 'others full' | 'on the way' | 'makes room';
  /** Minutes that the run takes longer for them. */
  minutes: number;
}

/** A reason for each ride, in their order. */
export function rideReasons(problem: LiftProblem, plan: Plan): RideReason[] {
  const known = chart(problem);
  const trips = tripsOf(problem);
  const routes = standingOf(known, routesOf(problem, plan)).routes;
  return plan.rides.map((ride) => {
    const j = trips.findIndex(({ request, leg }) => request.id === ride.request && leg === ride.leg);
    const k = runsOf(problem).findIndex(({ car, index }) => car.id === ride.car && index === ride.run);
    const rest = routes[k]!.filter((node) => node >> 1 !== j);
    const { request, leg, car } = ride;
    return {
      request,
      leg,
      car,
      because: becauseOf(problem, known, ride, { j, k, rest, routes }),
      minutes: minutesMore(known, k, routes[k]!, rest),
    };
  });
}

interface Seat {
  j: number;
  k: number;
  /** Stops of the run without them. */
  rest: number[];
  routes: number[][];
}

function becauseOf(problem: LiftProblem, known: Chart, ride: PlannedRide, seat: Seat): RideReason['because'] {
  const isThis = (one: { request: string; leg: Leg; car: string }) =>
    one.request === ride.request && one.leg === ride.leg && one.car === ride.car;
  if (problem.locked.some(isThis)) return 'locked';
  if (problem.told.some(isThis)) return 'told';
  if (problem.requests.find(({ id }) => id === ride.request)!.usual === ride.car) return 'usual';
  const { j, k, rest, routes } = seat;
  const others = known.runs.map((_, other) => other).filter((other) => other !== k);
  const able = others.filter((other) => addedTo(known, other, [], j) < Infinity);
  if (able.length === 0) return 'only one';
  const added = able.map((other) => addedTo(known, other, routes[other]!, j));
  if (added.every((cost) => cost === Infinity)) return 'others full';
  return Math.min(...added) >= addedTo(known, k, rest, j) ? 'on the way' : 'makes room';
}

function addedTo(known: Chart, k: number, stops: number[], j: number): number {
  const run = known.runs[k]!;
  const entry = bestEntry(known, run, stops, j);
  return entry === null ? Infinity : entry.cost - costOf(known, run, stops);
}

function minutesMore(known: Chart, k: number, stops: number[], rest: number[]): number {
  const run = known.runs[k]!;
  const minutes = (some: number[]) =>
    some.length === 0 ? run.alone : (measure(known, run, some)?.whole.minutes ?? run.alone);
  return Math.max(0, minutes(stops) - minutes(rest));
}
