import type { Chart, ChartRun } from './plan-chart.ts';
import { isOnTime, lengthOf } from './plan-classic.ts';
import { measure, type Measures } from './plan-times.ts';

/** What one of each stage weighs against the stages after it: a tenth of cost, a change, a unit left. */
export const COST = 1e5;
export const CHANGED = 1e10;
export const LEFT = 1e13;

/**
 * What a run with these stops costs in all stages, the greater the worse; infinite if it breaks a rule. Stops are
 * nodes without the two ends.
 */
export function costOf(chart: Chart, run: ChartRun, stops: number[]): number {
  if (stops.length === 0) return emptyCost(run);
  if (!isCarried(chart, run, stops)) return Infinity;
  if (chart.classic) {
    return isOnTime(chart, run, stops) ? 10 * COST * lengthOf(chart, run, stops) : Infinity;
  }
  const found = measure(chart, run, stops);
  return found === null ? Infinity : weighed(run, stops, found);
}

/** Tenths of minutes of detour, three tenths of minutes aboard beyond the direct way, and pounds. */
export function tenthsOf(run: ChartRun, { whole, ride, extra }: Measures): number {
  const detour = run.hasEnds ? Math.max(0, whole.minutes - run.alone) : 0;
  return Math.round(10 * (detour + 0.3 * extra + priceOf(run, ride.minutes) / 100));
}

/** Pence for a run whose riders are aboard for these minutes from first to last. */
export function priceOf({ fixed, perMinute }: ChartRun, minutes: number): number {
  return fixed + perMinute * minutes;
}

export function emptyCost(run: ChartRun): number {
  return (run.told === null ? 0 : CHANGED) + pledgeCost(run, 0);
}

/** Takes a sum of run costs apart. */
export function stagesOf(sum: number): { changed: number; cost: number; unusual: number } {
  const changed = Math.floor(sum / CHANGED);
  const cost = Math.floor((sum - changed * CHANGED) / COST);
  return { changed, cost, unusual: sum - changed * CHANGED - cost * COST };
}

/** As `costOf`, of a run that breaks no rule. */
export function weighed(run: ChartRun, stops: number[], found: Measures): number {
  let [changed, unusual, riders] = [0, 0, 0];
  for (const node of stops) {
    if (node % 2 === 1) continue;
    riders++;
    changed += run.moved[node >> 1]!;
    unusual += 10 * run.unusual[node >> 1]!;
  }
  if (run.told !== null && !isAsTold(run.told, stops)) changed++;
  return changed * CHANGED + tenthsOf(run, found) * COST + unusual + pledgeCost(run, riders);
}

function isAsTold(told: number[], stops: number[]): boolean {
  return stops.length === 2 * told.length && told.every((j) => stops.includes(2 * j));
}

/** Tenths of (riders + a quarter of recent ones − pledge)² / pledge. */
function pledgeCost({ pledge, recent }: ChartRun, riders: number): number {
  if (pledge === null) return 0;
  return Math.round((10 * (riders + recent / 4 - pledge) ** 2) / Math.max(1, pledge));
}

/** Everything but time: who may ride, with whom, and the room there is after every stop. */
export function isCarried(chart: Chart, run: ChartRun, stops: number[]): boolean {
  return layoutFor(chart, run, stops) >= 0 && isInOrder(chart, stops) && isGoodCompany(chart, stops);
}

/** The first layout that holds everybody all the way; -1 if none does. */
export function layoutFor(chart: Chart, { layouts, may }: ChartRun, stops: number[]): number {
  const { seats, wheelchairs, boot } = chart;
  let [inSeats, inChairs, inBoot] = [0, 0, 0];
  let [mostSeats, mostChairs, mostBoot] = [0, 0, 0];
  for (const node of stops) {
    if (may[node >> 1] === 0) return -1;
    mostSeats = Math.max(mostSeats, (inSeats += seats[node]!));
    mostChairs = Math.max(mostChairs, (inChairs += wheelchairs[node]!));
    mostBoot = Math.max(mostBoot, (inBoot += boot[node]!));
  }
  for (let l = 0; l < layouts.length; l++) {
    const layout = layouts[l]!;
    if (mostSeats <= layout.seats && mostChairs <= layout.wheelchairs && mostBoot <= layout.boot) return l;
  }
  return -1;
}

function isInOrder({ common }: Chart, stops: number[]): boolean {
  if (!common) return true;
  let isOut = false;
  for (const node of stops) {
    if (node % 2 === 1) isOut = true;
    else if (isOut) return false;
  }
  return true;
}

function isGoodCompany({ apart, requestOf }: Chart, stops: number[]): boolean {
  for (const node of stops) {
    const shunned = node % 2 === 0 ? apart[requestOf[node >> 1]!]! : [];
    for (const other of shunned) {
      for (const beside of stops) if (requestOf[beside >> 1] === other) return false;
    }
  }
  return true;
}
