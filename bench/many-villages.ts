import { atMost, median, round, type Figure } from './figures.ts';

const VILLAGES = 5;
const INSTANCES = 1000;

/** Work on each of a few villages of one size, and the figures of them all; `runOne` is given the village's number. */
export async function measure<Run extends { proof: string }>(
  name: string,
  runOne: (seed: number) => Promise<Run>,
): Promise<Measured<Run>> {
  const runs: Run[] = [];
  for (let seed = 1; seed <= VILLAGES; seed++) runs.push(await runOne(seed));
  const proven = runs.filter(({ proof }) => proof === 'proven').length;
  return {
    runs,
    middle: (what, unit, of, most) => atMost(`${name}: ${what}`, unit, median(runs.map(of)), most, null),
    worst: (what, unit, of, most) => atMost(`${name}: ${what}`, unit, Math.max(...runs.map(of)), most, null),
    told: (what, unit, of) => figure(`${name}: ${what}`, unit, median(runs.map(of)), 'told', true),
    proven: (what, mayBeFewer) =>
      mayBeFewer
        ? figure(`${name}: ${what}`, `of ${VILLAGES}`, proven, 'told', true)
        : figure(`${name}: ${what}`, `of ${VILLAGES}`, proven, 'all', proven === VILLAGES),
  };
}

interface Measured<Run> {
  runs: Run[];
  /** The middle one of the villages is to be at most so much. */
  middle(what: string, unit: string, of: (run: Run) => number, most: number): Figure;
  /** Each of the villages is to be at most so much. */
  worst(what: string, unit: string, of: (run: Run) => number, most: number): Figure;
  /** The middle one, without a goal. */
  told(what: string, unit: string, of: (run: Run) => number): Figure;
  /** All are to be proven best, if not `mayBeFewer`. */
  proven(what: string, mayBeFewer?: boolean): Figure;
}

/** Adds up what is counted in each of a thousand villages, for figures of them all. */
export async function count<What extends string>(
  things: string,
  countOne: (seed: number) => Promise<Record<What, number>>,
): Promise<(what: What, unit: string, name: string, most?: number) => Figure> {
  const sums = {} as Record<What, number>;
  for (let seed = 1; seed <= INSTANCES; seed++) {
    const counted = Object.entries(await countOne(seed)) as [What, number][];
    for (const [what, number] of counted) sums[what] = (sums[what] ?? 0) + number;
  }
  return (what, unit, name, most = 0) =>
    atMost(`${INSTANCES} ${things}: ${name}`, unit, sums[what], most * INSTANCES, null);
}

export async function timed<Result>(
  work: () => Result | Promise<Result>,
): Promise<[Result, seconds: number]> {
  const began = performance.now();
  const result = await work();
  return [result, (performance.now() - began) / 1000];
}

function figure(name: string, unit: string, value: number, goal: string, holds: boolean): Figure {
  return { name, value: round(value), unit, ratio: null, goal, holds };
}
