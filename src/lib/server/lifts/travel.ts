import * as distance from './distance.ts';
import type { Point } from './distance.ts';
import type { Times } from './plans.ts';
import type { Roads } from './roads.ts';

/** Minutes where no way is known. */
const USUAL_WAY = 15;

/** Minutes by car from each place to each other, and how they are known. */
export interface Travel {
  minutes: number[][];
  times: Times;
}

/**
 * By the roads, where a routing server is named and answers; otherwise by the distance, and the answer says so. A place
 * that nobody knows is the usual way from any other.
 */
export async function between(
  places: (Point | null)[],
  { speedKmh, roads }: { speedKmh: number; roads: Roads | null },
): Promise<Travel> {
  const minutes = byDistance(places, speedKmh);
  const known = [...places.keys()].filter((at) => places[at]);
  if (!roads || known.length < 2) return { minutes, times: 'distance' };
  const table = await roads.table(known.map((at) => places[at]!));
  if (!table) return { minutes, times: 'no-answer' };
  known.forEach((from, a) =>
    known.forEach((to, b) => {
      if (a !== b) minutes[from]![to] = table[a]![b] ?? minutes[from]![to]!;
    }),
  );
  return { minutes, times: 'roads' };
}

/** The straight line times 1.3, at the speed of the hub. */
function byDistance(places: (Point | null)[], speedKmh: number): number[][] {
  return places.map((a, from) =>
    places.map((b, to) => {
      if (from === to) return 0;
      return a && b ? distance.minutesBetween(a, b, speedKmh) : USUAL_WAY;
    }),
  );
}
