import * as distance from './distance.ts';
import type { Point } from './distance.ts';
import type { Times } from './plans.ts';

/** Minutes where no way is known. */
export const USUAL_WAY = 15;

/** Minutes by car from each place to each other, and how they are known. */
export interface Travel {
  minutes: number[][];
  times: Times;
}

/** By the distance: the straight line times 1.3 at the speed of the hub; the usual way from or to a place nobody knows. */
export function byDistance(places: (Point | null)[], speedKmh: number): Travel {
  const minutes = places.map((a) =>
    places.map((b) => {
      if (a === b && a !== null) return 0;
      return a && b ? distance.minutesBetween(a, b, speedKmh) : USUAL_WAY;
    }),
  );
  minutes.forEach((row, at) => (row[at] = 0));
  return { minutes, times: 'distance' };
}
