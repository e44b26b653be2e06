import type { Objective } from '#server/solver/solver.ts';
import type { Frame } from './fill-frame.ts';
import { begun, type Model } from './fill-making.ts';
import * as rules from './fill-rules.ts';
import { begin, MUST, put, STRETCH, WANT, type Standing } from './fill-standing.ts';
import * as wishes from './fill-wishes.ts';

export function model(frame: Frame): Model {
  const making = begun(frame);
  rules.addTurns(making);
  rules.addPresence(making);
  rules.addPlaces(making);
  rules.addLearners(making);
  rules.addKeys(making);
  rules.addGaps(making);
  rules.addLimits(making);
  rules.addApart(making);
  wishes.addLoads(making);
  wishes.addWishes(making);
  wishes.addCloseness(making);
  return making;
}

/**
 * What is made small, in order. Soft rules that follow each other closely share one sum, each weighing more than all
 * that the ones after it can come to: the same order in fewer searches.
 */
export function objectivesOf(frame: Frame, { costs }: Model): Objective[] {
  const places = frame.capacity.reduce((sum, count) => sum + count, 0);
  const inStretch = Math.max(...frame.gap.map((gap) => Math.ceil(STRETCH / (gap + 1))));
  const mostClose = Math.ceil((places * Math.max(0, inStretch - 1)) / 2);
  const mostChanged = frame.problem.last.length;
  return [
    weigh([costs.broken, (MUST / WANT) * places + 1], [costs.unfilled, 1 / WANT]),
    costs.unfair,
    weigh(
      [costs.wishes, (mostClose + 1) * (mostChanged + 1)],
      [costs.close, mostChanged + 1],
      [costs.changed, 1],
    ),
  ].filter((sum) => sum.size > 0);
}

function weigh(...parts: [sum: Objective, weight: number][]): Objective {
  const total: Objective = new Map();
  for (const [sum, weight] of parts) {
    for (const [at, value] of sum) total.set(at, (total.get(at) ?? 0) + weight * value);
  }
  return total;
}

/** The rota that the columns say. */
export function standingFrom(frame: Frame, { turn }: Model, values: ArrayLike<number>): Standing {
  const standing = begin(frame);
  turn.forEach((shifts, p) => shifts.forEach((at, s) => values[at]! > 0.5 && put(standing, p, s)));
  return standing;
}

/** What columns a rota says; those that follow from others are left to the solver. */
export function columnsOf({ turn }: Model, standing: Standing): Map<number, number> {
  const values = new Map<number, number>();
  turn.forEach((shifts, p) => shifts.forEach((at, s) => values.set(at, standing.on[s]!.includes(p) ? 1 : 0)));
  return values;
}
