import { chart } from './plan-chart.ts';
import type { Leg, LiftProblem, Plan, PlannedRun } from './plan-problem.ts';
import { search } from './plan-search.ts';
import { standingOf } from './plan-standing.ts';
import { routesOf, toPlan } from './plan-writing.ts';

/** Somebody who drops out: a driver, with all their runs or those of one leg, or a rider. */
export type DropOut = { car: string; leg?: Leg } | { request: string };

export interface Repair {
  /** What is left of the problem, with what people have been told; a further plan starts from it. */
  problem: LiftProblem;
  plan: Plan;
  /** Ids of those who are asked to change, and of those who are not. */
  asked: Told;
  unasked: Told;
  /** Requests that had a lift and have none now, or not all of it: told first, with the search already on. */
  lost: string[];
}

interface Told {
  requests: string[];
  cars: string[];
}

/** Steps of a repair; the count, not the clock, so that the same plan comes out everywhere. */
const STEPS = 150;

/**
 * A new plan at once after somebody dropped out. As many people as can be are carried, and as few asked to change. Null:
 * whoever it was is no longer in the problem.
 */
export function repair(problem: LiftProblem, plan: Plan, dropOut: DropOut | null): Repair {
  const rest = without(problem, plan, dropOut);
  const known = chart(rest);
  const start = standingOf(known, routesOf(rest, plan));
  const found = search(known, start, { seed: 1, progress: (step) => step / STEPS, seen: null });
  const mended = toPlan(rest, known, found);
  return { problem: rest, plan: mended, ...whoChanges(rest, plan, mended, dropOut) };
}

function without(problem: LiftProblem, plan: Plan, dropOut: DropOut | null): LiftProblem {
  const told = plan.rides.map(({ request, leg, car, pickUp }) => ({ request, leg, car, at: pickUp }));
  if (dropOut === null) return { ...problem, told };
  if ('request' in dropOut) {
    const isOther = ({ request }: { request: string }) => request !== dropOut.request;
    return {
      ...problem,
      requests: problem.requests.filter(({ id }) => id !== dropOut.request),
      locked: problem.locked.filter(isOther),
      told: told.filter(isOther),
    };
  }
  const isGone = (car: string, leg: Leg | 'any') =>
    car === dropOut.car && (dropOut.leg === undefined || leg === 'any' || leg === dropOut.leg);
  return {
    ...problem,
    cars: problem.cars.map((car) => ({
      ...car,
      // Runs keep their numbers: one that is over before it begins takes nobody.
      runs: car.runs.map((run) => (isGone(car.id, run.leg) ? { ...run, leave: NEVER } : run)),
    })),
    locked: problem.locked.filter(({ car, leg }) => !isGone(car, leg)),
    told,
  };
}

const NEVER = { from: Infinity, until: -Infinity };

function whoChanges(rest: LiftProblem, before: Plan, after: Plan, dropOut: DropOut | null) {
  const carOf = (plan: Plan, request: string) =>
    plan.rides.filter((ride) => ride.request === request).map(({ leg, car }) => `${leg} ${car}`);
  const had = rest.requests.map(({ id }) => id).filter((id) => carOf(before, id).length > 0);
  const lost = had.filter((id) => carOf(after, id).length < carOf(before, id).length);
  const kept = had.filter((id) => !lost.includes(id));
  const moved = kept.filter((id) => carOf(before, id).join() !== carOf(after, id).join());
  const cars = rest.cars
    .map(({ id }) => id)
    .filter((id) => dropOut === null || !('car' in dropOut) || id !== dropOut.car || dropOut.leg);
  const used = cars.filter((id) => [...before.runs, ...after.runs].some(({ car }) => car === id));
  const busy = used.filter((id) => ridersOf(before.runs, id, dropOut) !== ridersOf(after.runs, id, dropOut));
  return {
    asked: { requests: moved, cars: busy },
    unasked: {
      requests: kept.filter((id) => !moved.includes(id)),
      cars: used.filter((id) => !busy.includes(id)),
    },
    lost,
  };
}

/** Whom this car takes along, besides the one who dropped out. */
function ridersOf(runs: PlannedRun[], id: string, dropOut: DropOut | null): string {
  const stops = runs.filter(({ car }) => car === id).flatMap((run) => run.stops);
  const riders = stops.flatMap(({ does, request, leg }) => (does === 'pick up' ? [`${leg} ${request}`] : []));
  return riders
    .filter((rider) => dropOut === null || !('request' in dropOut) || !rider.endsWith(` ${dropOut.request}`))
    .sort()
    .join();
}
