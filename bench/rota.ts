import type { RotaProblem } from '#server/rotas/fill-problem.ts';
import { draft, solve, type Solved } from '#server/rotas/fill.ts';
import { repair } from '#server/rotas/repair.ts';
import type { Figure } from './figures.ts';
import { breaches, filledIn } from './rota-check.ts';
import { mostFilled } from './rota-most.ts';
import { village, type Size } from './rota-village.ts';
import { count, measure, timed } from './many-villages.ts';

const SIZES: [size: Size, seconds: number][] = [
  [{ people: 10, jobs: 3, meetups: 4 }, 0.5],
  [{ people: 30, jobs: 8, meetups: 12 }, 2],
  [{ people: 60, jobs: 10, meetups: 26 }, 5],
];

/** Rotas of three sizes, drafted, proven and repaired; and a thousand small ones under the independent checker. */
export async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [size, seconds] of SIZES) figures.push(...(await figuresOf(size, seconds)));
  return [...figures, ...(await check())];
}

interface Run {
  draftSeconds: number;
  solveSeconds: number;
  /** Of all threads together, those that make the solver's code faster meanwhile too. */
  processorSeconds: number;
  repairSeconds: number;
  asked: number;
  /** How much more unfair the draft is than the best, as a share. */
  gap: number;
  proof: Solved['proof'];
  broken: number;
}

async function figuresOf(size: Size, most: number): Promise<Figure[]> {
  const { middle, worst, proven } = await measure(
    `rota-${size.people}x${size.jobs}x${size.meetups}`,
    (seed) => runOne(village(size, seed)),
  );
  return [
    middle('proven best in', 's', ({ solveSeconds }) => solveSeconds, most),
    // On a machine with other work this says what the line above would be without it, and a little more.
    middle('proven best in processor time', 's', ({ processorSeconds }) => processorSeconds, most),
    proven('proven'),
    middle('first draft in', 's', ({ draftSeconds }) => draftSeconds, 0.5),
    middle('first draft above the best', '%', ({ gap }) => 100 * gap, 5),
    middle('repaired in', 's', ({ repairSeconds }) => repairSeconds, 0.3),
    worst('others asked in a repair, at most', 'people', ({ asked }) => asked, 2),
    worst('rules broken', 'breaches', ({ broken }) => broken, 0),
  ];
}

async function runOne(problem: RotaProblem): Promise<Run> {
  const [drafted, draftSeconds] = await timed(() => draft(problem));
  const before = process.cpuUsage();
  const [solved, solveSeconds] = await timed(() => solve(problem));
  const { user, system } = process.cpuUsage(before);
  const { cells, score } = solved.rota;
  const turn = cells.find(({ person, held }) => person !== null && held !== 'locked')!;
  const dropped = { shift: turn.shift, person: turn.person! };
  const [mended, repairSeconds] = await timed(() => repair(problem, cells, dropped));
  const gap =
    drafted.score.unfilled > score.unfilled ? 1 : drafted.score.unfair / Math.max(1, score.unfair) - 1;
  const broken = breaches(problem, cells).length + breaches(problem, drafted.cells).length;
  return {
    draftSeconds,
    solveSeconds,
    processorSeconds: (user + system) / 1e6,
    repairSeconds,
    asked: mended.asks.length,
    gap: Math.max(0, gap),
    proof: solved.proof,
    broken,
  };
}

/** A thousand villages of many sizes: rules broken by draft and answer, and what could be filled besides. */
async function check(): Promise<Figure[]> {
  const counted = await count('rotas', async (seed) => {
    const problem = village({ people: 4 + (seed % 9), jobs: 2 + (seed % 3), meetups: 2 + (seed % 5) }, seed);
    const drafted = draft(problem);
    const { rota, proof } = await solve(problem);
    const most = mostFilled(problem);
    return {
      broken: breaches(problem, rota.cells).length + breaches(problem, drafted.cells).length,
      missed: Number(filledIn(rota.cells) !== most),
      unproven: Number(proof !== 'proven'),
      less: Number(filledIn(drafted.cells) !== most),
    };
  });
  return [
    counted('broken', 'breaches', 'rules broken'),
    counted('missed', 'rotas', 'not filled as much as another model says can be'),
    counted('unproven', 'rotas', 'not proven best'),
    // Told beside it: the draft is what is seen until the answer comes.
    counted('less', 'rotas', 'drafts that fill less than can be', 0.03),
  ];
}
