import { getTimes } from 'suncalc';
import { MINUTE } from '#server/clock.ts';
import type { Point } from './distance.ts';

/** From sunrise to sunset, Unix seconds. */
export interface Daylight {
  from: number;
  until: number;
}

/**
 * When it is light at a place on the day around this noon there (Unix seconds), to the minute. Null where the sun does
 * not set, and nothing of a day where it does not rise.
 */
export function daylightAt({ latitude, longitude }: Point, noon: number): Daylight | null {
  const { sunrise, sunset, solarNoon, alwaysUp } = getTimes(new Date(1000 * noon), latitude, longitude);
  if (alwaysUp) return null;
  return { from: toMinute(sunrise ?? solarNoon), until: toMinute(sunset ?? solarNoon) };
}

function toMinute(instant: Date): number {
  return Math.round(instant.getTime() / 1000 / MINUTE) * MINUTE;
}
