import type { Chart } from './plan-chart.ts';
import { clockOf, type Halt } from './plan-clock.ts';
import type { Left, LiftProblem, Party, Plan, PlannedRide, PlannedRun, Stop } from './plan-problem.ts';
import { layoutFor, priceOf, stagesOf } from './plan-route.ts';
import { costIn, leftIn, type Standing } from './plan-standing.ts';
import { runsOf, tripsOf, type Trip } from './plan-runs.ts';
import { measure } from './plan-times.ts';

/** The plan as people read it: who is where at what time. */
export function toPlan(problem: LiftProblem, chart: Chart, standing: Standing): Plan {
  const trips = tripsOf(problem);
  const used = standing.routes.flatMap((stops, k) => (stops.length > 0 ? [{ stops, k }] : []));
  const told = toldTimes(problem, trips);
  const written = used.map(({ stops, k }) => {
    const clock = clockOf(chart, chart.runs[k]!, stops, told);
    return { run: toRun(problem, chart, { k, stops, trips, clock }), stops, clock };
  });
  return {
    runs: written.map(({ run }) => run),
    rides: written.flatMap(({ run, stops, clock }) => ridesOf(chart, run, { stops, trips, clock })),
    left: leftBy(problem, standing),
    score: {
      left: leftIn(chart, standing),
      ...stagesOf(costIn(chart, standing)),
    },
  };
}

/** A plan read back: by run, its stops as nodes. What the problem no longer knows is left out. */
export function routesOf(problem: LiftProblem, plan: Plan): number[][] {
  const trips = tripsOf(problem);
  return runsOf(problem).map(({ car, index }) => {
    const planned = plan.runs.find((run) => run.car === car.id && run.run === index);
    const nodes = (planned?.stops ?? []).map((stop) => {
      const j = trips.findIndex(({ request, leg }) => request.id === stop.request && leg === stop.leg);
      return j < 0 ? -1 : 2 * j + (stop.does === 'pick up' ? 0 : 1);
    });
    return nodes.filter((node) => node >= 0);
  });
}

interface Written {
  stops: number[];
  trips: Trip[];
  clock: Map<number, Halt>;
}

function toRun(problem: LiftProblem, chart: Chart, way: Written & { k: number }): PlannedRun {
  const run = chart.runs[way.k]!;
  const { car, index } = runsOf(problem)[way.k]!;
  const { whole, ride } = measure(chart, run, way.stops)!;
  return {
    car: car.id,
    run: index,
    layout: layoutFor(chart, run, way.stops),
    stops: stopsOf(chart, way),
    minutes: whole.minutes,
    alone: run.alone,
    detour: run.hasEnds ? Math.max(0, whole.minutes - run.alone) : 0,
    price: Math.round(priceOf(run, ride.minutes)),
  };
}

function stopsOf(chart: Chart, { k, stops, trips, clock }: Written & { k: number }): Stop[] {
  const { begin, end } = chart.runs[k]!;
  const aboard: Party = { seats: 0, wheelchairs: 0, boot: 0 };
  return [begin, ...stops, end].flatMap((node): Stop[] => {
    const { at, slack } = clock.get(node)!;
    const place = chart.place[node]!;
    aboard.seats += chart.seats[node]!;
    aboard.wheelchairs += chart.wheelchairs[node]!;
    aboard.boot += chart.boot[node]!;
    const stop = { place, at, slack, aboard: { ...aboard } };
    const trip = trips[node >> 1];
    if (trip !== undefined) {
      const does = node % 2 === 0 ? 'pick up' : 'set down';
      return [{ ...stop, does, request: trip.request.id, leg: trip.leg }];
    }
    const does = node === begin ? 'begin' : 'end';
    return place < 0 ? [] : [{ ...stop, does, request: null, leg: null }];
  });
}

function ridesOf(
  { direct }: Chart,
  { car, run }: PlannedRun,
  { stops, trips, clock }: Written,
): PlannedRide[] {
  return stops.flatMap((node) => {
    if (node % 2 === 1) return [];
    const { request, leg } = trips[node >> 1]!;
    const [gotIn, gotOut] = [clock.get(node)!, clock.get(node + 1)!];
    const minutes = Math.max(0, gotOut.at - gotIn.goesOn);
    return [
      {
        request: request.id,
        leg,
        car,
        run,
        pickUp: gotIn.at,
        setDown: gotOut.at,
        minutes,
        direct: direct[node >> 1]!,
      },
    ];
  });
}

function leftBy(problem: LiftProblem, { carried }: Standing): Left[] {
  const missing = tripsOf(problem).filter((_, j) => carried[j] === 0);
  return problem.requests.flatMap(({ id }) => {
    const legs = missing.filter(({ request }) => request.id === id).map(({ leg }) => leg);
    return legs.length > 0 ? [{ request: id, legs }] : [];
  });
}

/** By journey: when somebody was told to be ready. */
function toldTimes({ told }: LiftProblem, trips: Trip[]): Map<number, number> {
  return new Map(
    trips.flatMap(({ request, leg }, j): [number, number][] => {
      const at = told.find((one) => one.request === request.id && one.leg === leg)?.at ?? null;
      return at === null ? [] : [[j, at]];
    }),
  );
}
