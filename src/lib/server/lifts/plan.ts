import type { LiftProblem, Leg, Plan } from './plan-problem.ts';

export interface Limits {
  seconds: number;
  /** The file that solves beside us; another one in tests. */
  worker?: string;
}

export interface Solved {
  plan: Plan;
  /** 'proven': no plan is better, in strict order. 'best found': its time was over, or there are many places.
   * 'draft': the solver died. */
  proof: 'proven' | 'best found' | 'draft';
  /** No plan leaves less than this, in the units of `score.left`; null where nothing is known. */
  leastLeft: number | null;
}

/** Somebody who drops out: a driver with all their runs or one leg, or a rider. */
export type DropOut = { car: string; leg?: Leg } | { request: string };

export interface Repair {
  plan: Plan;
  /** Ids of requests and of cars whose people are asked to change, and of those who are not. */
  asked: { requests: string[]; cars: string[] };
  unasked: { requests: string[]; cars: string[] };
  /** Requests that had a lift and have none now: told first, with the search already on. */
  lost: string[];
}

/** A plan at once: it keeps every rule, and is close to the best. Throws if the problem names what it does not hold. */
export declare function draft(problem: LiftProblem): Plan;

/** The best plan there is, from threads of their own; after `seconds` the best that was found. Never throws for what happens there. */
export declare function solve(problem: LiftProblem, limits?: Partial<Limits>): Promise<Solved>;

/** A new plan after somebody dropped out, that asks as few as possible to change. */
export declare function repair(problem: LiftProblem, plan: Plan, dropOut: DropOut): Repair;
