import { describe, expect, test } from 'vitest';
import { chart, type Chart, type ChartRun } from '#server/lifts/plan-chart.ts';
import { isOnTime } from '#server/lifts/plan-classic.ts';
import { measure } from '#server/lifts/plan-times.ts';
import { liftVillage } from '../../../bench/lift-village.ts';
import { classicText } from '../../../bench/dial-a-ride-made.ts';
import { readClassic } from '../../../bench/dial-a-ride-file.ts';
import { dice } from '../../../bench/rota-village.ts';

/** later − sooner ≤ most, for the times of two places of a route, the ends among them; 0 is midnight. */
type Bound = [later: number, sooner: number, most: number];

/** True if there are times that keep all bounds: no way round them that sums up to less than nothing. */
function canBe(bounds: Bound[], count: number): boolean {
  const least = new Float64Array(count);
  for (let round = 0; round <= count; round++) {
    let changed = false;
    for (const [later, sooner, most] of bounds) {
      if (least[sooner]! + most >= least[later]! - 1e-9) continue;
      least[later] = least[sooner]! + most;
      changed = true;
    }
    if (!changed) return true;
  }
  return false;
}

/** Times at which the car comes, by place in the route from 1; those who wait aboard may not, unless it is classic. */
function boundsOf(known: Chart, run: ChartRun, stops: number[], most: number): Bound[] {
  const route = [run.begin, ...stops, run.end];
  const bounds: Bound[] = [];
  let aboard = 0;
  route.forEach((node, i) => {
    bounds.push([i + 1, 0, known.until[node]!], [0, i + 1, -known.from[node]!]);
    if (i === route.length - 1) return;
    if (i > 0) aboard += node % 2 === 0 ? 1 : -1;
    const way = known.service[node]! + known.travel[node * known.nodes + route[i + 1]!]!;
    bounds.push([i + 1, i + 2, -way]);
    if (!known.classic && aboard > 0) bounds.push([i + 2, i + 1, way]);
    if (i === 0 || node % 2 === 1) return;
    const out = route.indexOf(node + 1);
    bounds.push([out + 1, i + 1, known.rideLimit[node >> 1]! + known.service[node]!]);
  });
  bounds.push([route.length, 1, most]);
  return bounds.filter(([, , least]) => least < Infinity);
}

/** A few riders got in and out in some order that could be. */
function someStops(known: Chart, roll: () => number): number[] {
  const journeys = new Set(
    Array.from({ length: 2 + Math.floor(4 * roll()) }, () => Math.floor(roll() * known.direct.length)),
  );
  const waiting = [...journeys].map((j) => 2 * j);
  const stops: number[] = [];
  while (waiting.length > 0) {
    const [node] = waiting.splice(Math.floor(roll() * waiting.length), 1) as [number];
    stops.push(node);
    if (node % 2 === 0) waiting.push(node + 1);
  }
  return stops;
}

/** Some windows anew each time, and the others so wide that a part of the routes fits. */
function loosened(known: Chart, by: number, roll: () => number): Chart {
  const anew = known.from.map((_, node) =>
    node < 2 * known.direct.length && roll() < 0.4 ? 200 * roll() : NaN,
  );
  return {
    ...known,
    from: known.from.map((time, node) => (anew[node]! >= 0 ? anew[node]! : time - by)),
    until: known.until.map((time, node) => (anew[node]! >= 0 ? anew[node]! + 40 : time + by)),
  };
}

describe('whether a route is on time', () => {
  test('the eight steps say what the bounds on its times say', () => {
    const roll = dice(7);
    const read = readClassic(classicText(2, 16, 2));
    let fits = 0;
    for (let tried = 0; tried < 20_000; tried++) {
      const known = loosened(read, 120, roll);
      const stops = someStops(known, roll);
      const run = { ...known.runs[0]!, most: 150 + 250 * roll() };
      const isOne = canBe(boundsOf(known, run, stops, run.most), stops.length + 3);
      expect(isOnTime(known, run, stops)).toBe(isOne);
      if (isOne) fits++;
    }
    expect(fits).toBeGreaterThan(300);
    expect(fits).toBeLessThan(19_000);
  });

  test('measures have the least minutes that the bounds allow, where nobody waits aboard', () => {
    const roll = dice(8);
    const problem = liftVillage({ requests: 8, cars: 2, mixed: true, scattered: true }, 5);
    // No two stops of these at one place, where halts are shared.
    const read = { ...chart(problem), place: Int32Array.from({ length: 200 }, (_, node) => node) };
    let fits = 0;
    for (let tried = 0; tried < 8000; tried++) {
      const known = loosened(read, 60, roll);
      const stops = someStops(known, roll);
      const run = { ...known.runs[0]!, most: Infinity };
      const found = measure(known, run, stops);
      expect(found !== null).toBe(canBe(boundsOf(known, run, stops, Infinity), stops.length + 3));
      if (found === null) continue;
      fits++;
      const within = (most: number) => canBe(boundsOf(known, run, stops, most), stops.length + 3);
      expect([within(found.whole.minutes + 1e-5), within(found.whole.minutes - 1e-3)]).toEqual([true, false]);
    }
    expect(fits).toBeGreaterThan(100);
  });
});
