import { chart } from '#server/lifts/plan-chart.ts';
import type { LiftProblem, Plan } from '#server/lifts/plan-problem.ts';
import { prove } from '#server/lifts/plan-proving.ts';
import { repair } from '#server/lifts/plan-repair.ts';
import { standingOf } from '#server/lifts/plan-standing.ts';
import { routesOf, toPlan } from '#server/lifts/plan-writing.ts';
import { draft, solve, type Solved } from '#server/lifts/plan.ts';
import { classicText } from './dial-a-ride-made.ts';
import { planClassic } from './dial-a-ride.ts';
import { atMost, round, type Figure } from './figures.ts';
import { firstComeFirstServed } from './first-come.ts';
import { breaches } from './lift-check.ts';
import { liftVillage, type LiftSize } from './lift-village.ts';
import { count, measure, timed } from './many-villages.ts';

interface Sized {
  name: string;
  size: LiftSize;
  /** In which it is to be proven, and what it is given. */
  seconds: number;
  /** How many times as many people as first come, first served. */
  more: number;
}

const SIZES: Sized[] = [
  { name: 'lifts-12x4', size: { requests: 12, cars: 4 }, seconds: 2, more: 1 },
  { name: 'lifts-20x6', size: { requests: 20, cars: 6 }, seconds: 3, more: 1 },
  { name: 'lifts-40x12', size: { requests: 40, cars: 12 }, seconds: 15, more: 1.19 },
  { name: 'lifts-40x12 with two taxis', size: { requests: 40, cars: 12, taxis: 2 }, seconds: 20, more: 1 },
];

/** Made as the classic ones were; the least cost that long runs found. */
const CLASSIC: [vehicles: number, requests: number, seed: number, least: number][] = [
  [2, 16, 2, 320.6363],
  [2, 20, 1, 368.504265],
  [2, 24, 1, 399.3673],
  [3, 24, 1, 356.196882],
  [4, 48, 1, 765.493548],
  [4, 48, 2, 667.211039],
  [4, 48, 3, 691.636816],
];

/** Lifts of four sizes drafted, proven and repaired; the classic dial-a-ride; a thousand villages under the checker. */
export async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const sized of SIZES) figures.push(...(await figuresOf(sized)));
  return [...figures, ...(await classic()), ...(await check())];
}

interface Run {
  draftSeconds: number;
  solveSeconds: number;
  repairSeconds: number;
  /** People with a lift: in the draft, in the answer, at most by the bound, and first come, first served, twice. */
  drafted: number;
  carried: number;
  most: number;
  firstCome: number;
  firstComeAnew: number;
  asked: number;
  proof: Solved['proof'];
  broken: number;
}

async function figuresOf({ name, size, seconds, more }: Sized): Promise<Figure[]> {
  const hasTaxis = size.taxis !== undefined;
  const { runs, middle, worst, told, proven } = await measure(name, (seed) =>
    runOne(liftVillage(size, seed), seconds),
  );
  return [
    middle('answered in', 's', ({ solveSeconds }) => solveSeconds, seconds),
    // With taxis there may be too many ways; the bound is shown then.
    proven('proven best', hasTaxis),
    worst('people fewer than the bound', 'people', ({ most, carried }) => most - carried, size.taxis ?? 0),
    worst('first draft in', 's', ({ draftSeconds }) => draftSeconds, 1),
    worst('people fewer in the draft', 'people', ({ carried, drafted }) => carried - drafted, 1),
    beside(`${name}: people, beside first come, first served`, runs, ({ firstCome }) => firstCome, more),
    beside(
      `${name}: people, beside the same with times told anew`,
      runs,
      ({ firstComeAnew }) => firstComeAnew,
      1,
    ),
    worst('repaired in', 's', ({ repairSeconds }) => repairSeconds, 0.5),
    told('riders asked to change in a repair', 'people', ({ asked }) => asked),
    worst('rules broken', 'breaches', ({ broken }) => broken, 0),
  ];
}

function beside(name: string, runs: Run[], other: (run: Run) => number, least: number): Figure {
  const sum = (pick: (run: Run) => number) => runs.reduce((total, run) => total + pick(run), 0);
  const [carried, served] = [sum((run) => run.carried), sum(other)];
  const ratio = carried / served;
  return {
    name,
    value: carried,
    unit: 'people',
    ratio: round(ratio),
    goal: `≥ ${least} ×`,
    holds: ratio >= least,
  };
}

async function runOne(problem: LiftProblem, seconds: number): Promise<Run> {
  const [drafted, draftSeconds] = await timed(() => draft(problem));
  const [{ plan, proof, leastLeft }, solveSeconds] = await timed(() => solve(problem, { seconds }));
  const [mended, repairSeconds] = await timed(() => repair(problem, plan, { car: plan.runs[0]!.car }));
  return {
    draftSeconds,
    solveSeconds,
    repairSeconds,
    drafted: carriedBy(problem, drafted),
    carried: carriedBy(problem, plan),
    // Everybody counts two here: their way there and their way back.
    most: problem.requests.length - Math.ceil(leastLeft / 2),
    firstCome: firstComeFirstServed(problem, 'as told'),
    firstComeAnew: firstComeFirstServed(problem, 'told anew'),
    asked: mended.asked.requests.length,
    proof,
    broken:
      breaches(problem, plan).length +
      breaches(problem, drafted).length +
      breaches(mended.problem, mended.plan).length,
  };
}

function carriedBy({ requests }: LiftProblem, { left }: Plan): number {
  return requests.length - left.length;
}

async function classic(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [vehicles, requests, seed, least] of CLASSIC) {
    const [seconds, goal] = requests <= 24 ? [1, 0.01] : [10, 0.5];
    const { cost, left } = await planClassic(classicText(vehicles, requests, seed), seconds);
    const above = left > 0 ? Infinity : 100 * (cost / least - 1);
    const name = `dial-a-ride ${vehicles}x${requests} (${seed}): above the least after ${seconds} s`;
    figures.push(atMost(name, '%', above, goal, null));
  }
  return figures;
}

/** A thousand villages of many kinds: rules broken by draft and answer, and drafts that carry less than the best. */
async function check(): Promise<Figure[]> {
  const counted = await count('villages', async (seed) => {
    const taxis = seed % 3 === 0 ? 1 : 0;
    const scattered = seed % 4 === 0;
    const problem = liftVillage(
      { requests: 3 + (seed % 11), cars: 1 + (seed % 4), taxis, mixed: true, scattered },
      seed,
    );
    const drafted = draft(problem);
    const broken = breaches(problem, drafted).length;
    if (scattered) return { broken, unproven: 0, less: 0 };
    const known = chart(problem);
    const start = standingOf(known, routesOf(problem, drafted));
    const { standing, proof } = await prove(known, start, new Map(), { seconds: 20 });
    const plan = toPlan(problem, known, standing);
    return {
      broken: broken + breaches(problem, plan).length,
      unproven: Number(proof !== 'proven'),
      less: Number(drafted.score.left > plan.score.left),
    };
  });
  return [
    counted('broken', 'breaches', 'rules broken'),
    counted('unproven', 'plans', 'with one goal and not proven'),
    // Told beside it: the draft is what is seen until the answer comes.
    counted('less', 'plans', 'drafts that carry less than the best', 0.1),
  ];
}
