import { chart, type Chart } from './plan-chart.ts';
import { bestEntry } from './plan-places.ts';
import type { Leg, LiftProblem, Plan } from './plan-problem.ts';
import { costOf } from './plan-route.ts';
import { barOf, runsOf, tripsOf, type Trip } from './plan-runs.ts';
import { measure } from './plan-times.ts';

/** What stands in the way of a journey, the nearest miss of all runs. 'company' is private: it never says who. */
export type Why =
  | 'nobody drives'
  | 'locked'
  | 'party'
  | 'need'
  | 'company'
  | 'too late to order'
  | 'times'
  | 'too far'
  | 'too long'
  | 'taken';

/** Why somebody is left. */
export interface LeftReason {
  request: string;
  /** The journey that it is about. */
  leg: Leg;
  because: Why;
  /** True if the other journey could be made: they stay because there is no way back, or none there. */
  otherFits: boolean;
  /** What few cars have: asked for by the rider, and in the way here. */
  wants: 'wheelchair place' | 'boot' | 'seats' | 'need' | null;
  /** There by, or ready from: minutes after midnight; null if any time is fine. */
  at: number | null;
  /** For 'too far': minutes that the nearest driver would need more than they have to spare. */
  minutes: number;
}

/** The later of these is the nearer miss. */
const NEARER: Why[] = [
  'nobody drives',
  'locked',
  'party',
  'need',
  'company',
  'too late to order',
  'too long',
  'times',
  'too far',
  'taken',
];

/** A reason for each request that is left, in their order. */
export function leftReasons(problem: LiftProblem, plan: Plan): LeftReason[] {
  const known = chart(problem);
  const trips = tripsOf(problem);
  return plan.left.map(({ request, legs }) => {
    const own = trips.flatMap((trip, j) =>
      trip.request.id === request && legs.includes(trip.leg) ? [{ trip, j }] : [],
    );
    const reasons = own.map(({ trip, j }) => reasonFor(problem, known, trip, j));
    // What stops them altogether comes before what others have taken.
    const worst = reasons.reduce((one, other) => (rank(other) < rank(one) ? other : one));
    return {
      ...worst,
      otherFits:
        reasons.length > 1 && reasons.some(({ because }) => because === 'taken') && worst.because !== 'taken',
    };
  });
}

function rank({ because }: { because: Why }): number {
  return NEARER.indexOf(because);
}

function reasonFor(problem: LiftProblem, known: Chart, trip: Trip, j: number): LeftReason {
  const misses = runsOf(problem).map((way, k) => missOf(problem, known, way, { trip, j, k }));
  const nearest = misses.reduce(
    (one, other) =>
      rank(other) > rank(one) || (rank(other) === rank(one) && other.minutes < one.minutes) ? other : one,
    {
      because: 'nobody drives' as Why,
      minutes: 0,
    },
  );
  const { request, leg, journey } = trip;
  const at = leg === 'out' ? journey.arrive.until : journey.leave.from;
  return {
    request: request.id,
    leg,
    ...nearest,
    otherFits: false,
    wants: wantsOf(problem, trip, nearest.because),
    at: Math.abs(at) < Infinity ? at : null,
  };
}

interface Miss {
  because: Why;
  minutes: number;
}

type Way = ReturnType<typeof runsOf>[number];

function missOf(
  problem: LiftProblem,
  known: Chart,
  way: Way,
  { trip, j, k }: { trip: Trip; j: number; k: number },
): Miss {
  const bar = barOf(problem, way, trip);
  if (bar === 'other way' || bar === 'called off') return { because: 'nobody drives', minutes: 0 };
  if (bar !== null) return { because: bar, minutes: 0 };
  const run = known.runs[k]!;
  const stops = [2 * j, 2 * j + 1];
  if (costOf(known, run, stops) < Infinity) return { because: 'taken', minutes: 0 };
  const patient = measure(known, { ...run, most: Infinity }, stops);
  if (patient !== null) return { because: 'too far', minutes: patient.whole.minutes - run.most };
  if (bestEntry({ ...known, rideLimit: known.rideLimit.map(() => Infinity) }, run, [], j) !== null) {
    return { because: 'too long', minutes: 0 };
  }
  const unhurried = chart({ ...problem, now: null });
  const isLate = costOf(unhurried, unhurried.runs[k]!, stops) < Infinity;
  return { because: isLate ? 'too late to order' : 'times', minutes: 0 };
}

/** What few cars have, and so narrows the choice to those that have it. */
function wantsOf({ cars }: LiftProblem, { request }: Trip, because: Why): LeftReason['wants'] {
  const { party, needs } = request;
  const most = (part: 'seats' | 'wheelchairs' | 'boot') =>
    Math.max(0, ...cars.flatMap(({ layouts }) => layouts.map((layout) => layout[part])));
  if (because === 'company' || because === 'locked' || because === 'nobody drives') return null;
  if (because === 'need') return 'need';
  if (party.wheelchairs > 0) return 'wheelchair place';
  if (party.seats > 1 && (because !== 'party' || party.seats > most('seats'))) return 'seats';
  if (party.boot > 0 && because === 'party') return 'boot';
  return needs.length > 0 ? 'need' : null;
}
