import { MINUTE } from '#server/clock.ts';
import * as agreeing from './agreeing.ts';
import { legOf } from './lift-problem.ts';
import { leftReasons, type LeftReason } from './plan-left-reasons.ts';
import type { LiftProblem, Plan, PlannedRide, Stop } from './plan-problem.ts';
import { rideReasons, type RideReason } from './plan-reasons.ts';
import type { LiftRequest } from './requests.ts';
import type { Leg, NewRide, Ride } from './rides.ts';
import type { Situation } from './situations.ts';

/** A plan as it is written down. */
export interface Answer {
  /** New drafts; among them those that a host locked, with the times that they have now. */
  rides: NewRide[];
  /** How much later the stops of those who were asked may be now. */
  slacks: { ride: string; slackMin: number | null }[];
  left: (Omit<LeftReason, 'leg'> & { leg: Leg })[];
  /** People who have a lift, with what is agreed already. */
  carried: number;
}

export function answerOf(
  situation: Situation,
  { problem, plan, by }: { problem: LiftProblem; plan: Plan; by: string | null },
): Answer {
  const reasons = rideReasons(problem, plan);
  const keptAs = (ride: PlannedRide) =>
    situation.kept.find(({ request, leg }) => request === ride.request && legOf(leg) === ride.leg);
  const all = plan.rides.map((ride, i) => ({
    known: keptAs(ride),
    ride: newRide(situation, plan, { ride, reason: reasons[i]!, isLocked: keptAs(ride) !== undefined, by }),
  }));
  const isAsked = (known: Ride | undefined) => known !== undefined && known.askedAt !== null;
  const rides = all.filter(({ known }) => !isAsked(known)).map(({ ride }) => ride);
  return {
    rides,
    slacks: all
      .filter(({ known }) => isAsked(known))
      .map(({ known, ride }) => ({ ride: known!.id, slackMin: ride.slackMin })),
    left: leftReasons(problem, plan).map((one) => ({
      ...one,
      leg: one.leg === 'home' ? 'back' : 'out',
      at: one.at === null ? null : instantAt(situation, one.at),
    })),
    carried: carriedBy(situation, rides),
  };
}

/** The most people that any plan could carry: nobody counts for less than two units of what is left. */
export function boundOf(situation: Situation, { carried }: Answer, plan: Plan, leastLeft: number): number {
  const most = carried + Math.floor((plan.score.left - leastLeft) / 2 + 1e-6);
  return Math.min(most, peopleIn(situation.requests));
}

function carriedBy({ requests, kept }: Situation, rides: NewRide[]): number {
  return peopleIn(
    requests.filter((one) =>
      agreeing.isWhole(
        one,
        [...kept, ...rides].filter(({ request }) => request === one.id),
      ),
    ),
  );
}

function peopleIn(some: LiftRequest[]): number {
  return some.reduce((sum, one) => sum + one.party + Number(one.carer), 0);
}

function newRide(
  situation: Situation,
  plan: Plan,
  {
    ride,
    reason,
    isLocked,
    by,
  }: { ride: PlannedRide; reason: RideReason; isLocked: boolean; by: string | null },
): NewRide {
  const run = plan.runs.find(({ car, run: index }) => car === ride.car && index === ride.run)!;
  // The order in which they get in on the way there, and out on the way back.
  const stops = run.stops.filter(({ does }) => does === (ride.leg === 'out' ? 'pick up' : 'set down'));
  const at = stops.findIndex(({ request, leg }) => request === ride.request && leg === ride.leg);
  return {
    ...{ request: ride.request, offer: ride.car, leg: ride.leg === 'out' ? 'out' : 'back', by },
    stop: at,
    // Whole minutes: ready a little sooner, there a little later.
    pickUpAt: instantAt(situation, Math.floor(ride.pickUp + NEAR)),
    setDownAt: instantAt(situation, Math.ceil(ride.setDown - NEAR)),
    detourMin: Math.round(run.detour),
    ...{ slackMin: slackOf(stops[at]!), because: reason.because, becauseMin: reason.minutes },
    locked: isLocked,
  };
}

const NEAR = 1e-6;

function slackOf({ slack }: Stop): number | null {
  return slack < Infinity ? Math.floor(slack + NEAR) : null;
}

function instantAt({ midnight }: Situation, minutes: number): number {
  return midnight + Math.round(minutes) * MINUTE;
}
