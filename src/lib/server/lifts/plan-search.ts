import type { Chart } from './plan-chart.ts';
import { putIn, table, type Putting } from './plan-putting.ts';
import { copyOf, softWeight, weigh, type Standing } from './plan-standing.ts';
import { TAKINGS, type Roll } from './plan-taking.ts';

/** By kind of run and who is in it: the least dear route that we came across. */
export type Seen = Map<string, { kind: number; cost: number; stops: number[] }>;

export interface Search {
  seed: number;
  /** How far the search is, from 0; it ends at 1. Asked before each step. */
  progress: (step: number) => number;
  /** Where to keep every route that comes up; null to keep none. */
  seen: Seen | null;
}

const PUTTINGS: Putting[] = [
  { by: 'regret', runs: 2, noise: 0 },
  { by: 'regret', runs: 3, noise: 0 },
  { by: 'added', runs: 1, noise: 0 },
  { by: 'regret', runs: 2, noise: 0.3 },
  { by: 'worth', runs: 1, noise: 0.3 },
  { by: 'chance', runs: 1, noise: 0 },
];

/** What a pair of ways to take and put is given for its outcome. Source: Ropke & Pisinger 2006. */
const REWARDS = { best: 33, better: 9, taken: 13 };
const MEMORY = 0.9;
const MOST_SEEN = 60_000;

/**
 * Looks around a plan for better ones, by taking some out and putting them back, and returns the best. A worse plan is
 * gone on from now and then, ever less so. The same seed and the same number of steps give the same plan.
 */
export function search(chart: Chart, start: Standing, { seed, progress, seen }: Search): Standing {
  const roll = dice(seed);
  const known = table(chart);
  const takings = TAKINGS.map(() => 1);
  const puttings = PUTTINGS.map(() => 1);
  let now = copyOf(start);
  putIn(chart, now, known, PUTTINGS[0]!, roll);
  let best = now;
  let [weightNow, weightBest] = [softWeight(chart, now), weigh(chart, now)];
  remember(chart, now, null, seen);
  const warmth = Math.max(5, 0.02 * weightNow);
  for (let step = 0, done = progress(0); done < 1; done = progress(++step)) {
    const [t, p] = [draw(takings, roll), draw(puttings, roll)];
    const next = copyOf(now);
    TAKINGS[t]!(chart, next, countToTake(chart, roll), roll);
    putIn(chart, next, known, PUTTINGS[p]!, roll);
    remember(chart, next, now, seen);
    const weight = softWeight(chart, next);
    const isBest = weigh(chart, next) < weightBest - 1e-3;
    const isTaken = isBest || roll() < Math.exp((weightNow - weight) / (warmth * 0.002 ** done));
    const reward = isBest
      ? REWARDS.best
      : weight < weightNow - 1e-9
        ? REWARDS.better
        : isTaken && weight > weightNow + 1e-9
          ? REWARDS.taken
          : 0;
    learn(takings, t, reward);
    learn(puttings, p, reward);
    if (isBest) [best, weightBest] = [next, weigh(chart, next)];
    if (isTaken) [now, weightNow] = [next, weight];
  }
  return best;
}

/** The best of a few searches with different seeds, since one stays where another goes on. */
export function searchOften(
  chart: Chart,
  start: Standing,
  seeds: number[],
  searchOne: (nth: number) => Omit<Search, 'seed'>,
): Standing {
  const found = seeds.map((seed, nth) => search(chart, start, { seed, ...searchOne(nth) }));
  return found.reduce((one, other) => (weigh(chart, other) < weigh(chart, one) ? other : one));
}

function countToTake({ journeys }: Chart, roll: Roll): number {
  const most = Math.min(30, Math.max(3, Math.ceil(0.35 * journeys.length)));
  return 1 + Math.floor(roll() * most);
}

function draw(weights: number[], roll: Roll): number {
  let left = roll() * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => (left -= weight) < 0);
  return found < 0 ? weights.length - 1 : found;
}

function learn(weights: number[], at: number, reward: number): void {
  weights[at] = Math.max(0.5, MEMORY * weights[at]! + (1 - MEMORY) * reward);
}

function remember(chart: Chart, standing: Standing, before: Standing | null, seen: Seen | null): void {
  if (seen === null) return;
  standing.routes.forEach((stops, k) => {
    if (stops.length === 0 || stops === before?.routes[k]) return;
    const { kind } = chart.runs[k]!;
    const key = `${kind}:${stops.filter((node) => node % 2 === 0).sort((a, b) => a - b)}`;
    const cost = standing.costs[k]!;
    const known = seen.get(key);
    if (known === undefined ? seen.size < MOST_SEEN : cost < known.cost) seen.set(key, { kind, cost, stops });
  });
}

/** Source: mulberry32. */
function dice(seed: number): Roll {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
