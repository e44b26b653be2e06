import type { Database, Writer } from '#server/db/database.ts';
import * as changing from './changing.ts';
import * as liftProblem from './lift-problem.ts';
import { legOf } from './lift-problem.ts';
import { placesOf, type Places } from './lift-places.ts';
import { draft, solve, type Limits } from './plan.ts';
import type { LiftProblem, Plan } from './plan-problem.ts';
import { answerOf, boundOf, type Answer } from './planned-rides.ts';
import * as plans from './plans.ts';
import * as requests from './requests.ts';
import type { Roads } from './roads.ts';
import * as rides from './rides.ts';
import * as situations from './situations.ts';
import type { Outing, Situation } from './situations.ts';
import * as travel from './travel.ts';

/** So often we begin again where somebody changed something while we planned. */
const TRIES = 3;

/** A plan just made, and what it takes to look for a better one. */
export interface Made {
  id: string;
  /** As it is with the draft. */
  situation: Situation;
  problem: LiftProblem;
  /** The ids of its drafts. */
  rides: string[];
  /** Null: nobody; Natter made it because somebody dropped out. */
  by: string | null;
}

/**
 * "Plan the lifts": drafts at once, in the place of those before. What a host locked and what anybody was asked about
 * stays as it is; nobody is asked. Of two who plan at once the later plan stands, whole. 'nobody': nobody needs a lift.
 * 'busy': others kept on changing things meanwhile.
 */
export async function make(
  db: Database,
  outing: Outing,
  { by, roads }: { by: string | null; roads: Roads | null },
  now: number,
): Promise<Made | 'nobody' | 'busy'> {
  for (let tried = 0; tried < TRIES; tried++) {
    const situation = await situations.read(db, outing, now);
    if (situation.requests.length === 0) return 'nobody';
    const places = placesOf(situation);
    const { speedKmh } = situation;
    const { minutes, times } = await travel.between(places.all, { speedKmh, roads });
    const { problem, plan } = planned(situation, { places, travel: minutes, left: [] });
    const answer = answerOf(situation, { problem, plan, by });
    const made = await db.write(async (tx) => {
      if (!situations.areAlike(situation, await situations.read(tx, outing, now))) return null;
      // A change that was asked counted on seats that this plan gives away.
      await changing.overtake(tx, outing, now);
      const id = await plans.replace(tx, { outing, by, times, answer }, now);
      const drafts = await putDown(tx, outing, answer, now);
      return { id, rides: drafts, situation: await situations.read(tx, outing, now) };
    });
    if (made) return { ...made, problem, by };
  }
  return 'busy';
}

/**
 * Looks for the best plan, in a thread for fifteen seconds at most, and puts it in the place of the draft: unless
 * anything has changed since, however little. Where the time runs out the best that was found stands, and where the
 * thread dies the draft. True when it took something over.
 */
export async function improve(
  db: Database,
  { id, situation, problem, rides: before, by }: Made,
  now: number,
  limits: Partial<Limits> = {},
): Promise<boolean> {
  const { plan, proof, leastLeft } = await solve(problem, limits);
  if (proof === 'draft' || missing(situation, problem, plan).length > 0) return false;
  const answer = answerOf(situation, { problem, plan, by });
  const how = proof === 'proven' ? 'proven' : 'best-found';
  const bound = boundOf(situation, answer, plan, leastLeft);
  const { outing } = situation;
  return db.write(async (tx) => {
    const isSame =
      (await plans.of(tx, outing))?.id === id &&
      situations.areAlike(situation, await situations.read(tx, outing, now)) &&
      (await draftsOf(tx, outing)).join() === [...before].sort().join();
    if (!isSame) return false;
    await plans.improve(tx, { id, how, bound, answer });
    await putDown(tx, outing, answer, now);
    return true;
  });
}

/** Places, minutes between them, and the cars that are left as they are. */
export interface Ways {
  places: Places;
  travel: number[][];
  left: string[];
}

/** A plan that keeps all that stays: a car of which the plan cannot make sense is left as it is too. */
export function planned(
  situation: Situation,
  ways: Ways,
): { problem: LiftProblem; plan: Plan; left: string[] } {
  const left = [...ways.left];
  for (;;) {
    const problem = liftProblem.toProblem(situation, { ...ways, left });
    const plan = draft(problem);
    const cars = missing(situation, problem, plan);
    if (cars.length === 0) return { problem, plan, left };
    left.push(...cars);
  }
}

/** Cars whose riders the plan does not know how to keep. */
function missing({ kept }: Situation, { locked }: LiftProblem, plan: Plan): string[] {
  const lost = locked.filter(
    ({ request, leg, car }) =>
      !plan.rides.some((ride) => ride.request === request && ride.leg === leg && ride.car === car),
  );
  const isLost = (ride: rides.Ride) =>
    lost.some(({ request, leg }) => request === ride.request && leg === legOf(ride.leg));
  return [...new Set(kept.filter(isLost).map(({ offer }) => offer))];
}

/** Puts an answer in the place of the drafts there are, and returns the ids of its own. */
async function putDown(tx: Writer, outing: Outing, answer: Answer, now: number): Promise<string[]> {
  const planned = new Set(answer.rides.map(({ request, leg }) => `${request} ${leg}`));
  const all = await ridesOf(tx, outing);
  // A locked draft in a car that is left as it is stays too.
  const old = all.filter((ride) => !ride.locked || planned.has(`${ride.request} ${ride.leg}`));
  await rides.discard(
    tx,
    old.map(({ id }) => id),
  );
  for (const { ride, slackMin } of answer.slacks) await rides.setSlack(tx, ride, slackMin);
  return rides.put(tx, answer.rides, now);
}

async function draftsOf(tx: Writer, outing: Outing): Promise<string[]> {
  return (await ridesOf(tx, outing))
    .filter((ride) => !rides.isAsked(ride))
    .map(({ id }) => id)
    .sort();
}

async function ridesOf(tx: Writer, outing: Outing): Promise<rides.Ride[]> {
  const wanted = await situations.ofOuting(tx, requests, outing);
  return rides.ofRequests(
    tx,
    wanted.map(({ id }) => id),
  );
}
