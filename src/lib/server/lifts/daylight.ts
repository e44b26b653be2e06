import { DAY, MINUTE } from '#server/clock.ts';
import type { Point } from './distance.ts';

/** From sunrise to sunset, Unix seconds. */
export interface Daylight {
  from: number;
  until: number;
}

/** The sun is up once its upper edge is, seen through air that bends its light (degrees). */
const HORIZON = -0.833;
/** Degrees by which the axis of the earth leans. */
const LEAN = 23.44;
/** The noon of 1 January 2000 in Greenwich, from which almanacs count. */
const ALMANAC = 946_728_000;

/**
 * When it is light at a place on the day around this noon there (Unix seconds), good to some two minutes: the usual
 * sunrise equation. Null where the sun does not set, and nothing of a day where it does not rise.
 */
export function daylightAt({ latitude, longitude }: Point, noon: number): Daylight | null {
  const days = Math.round((noon - ALMANAC) / DAY + longitude / 360) - longitude / 360;
  const mean = 357.5291 + 0.98560028 * days;
  const centre = 1.9148 * sin(mean) + 0.02 * sin(2 * mean) + 0.0003 * sin(3 * mean);
  const along = mean + centre + 282.9372;
  const transit = days + 0.0053 * sin(mean) - 0.0069 * sin(2 * along);
  const up = Math.asin(sin(along) * sin(LEAN));
  const half = (sin(HORIZON) - sin(latitude) * Math.sin(up)) / (cos(latitude) * Math.cos(up));
  if (half <= -1) return null;
  const middle = ALMANAC + transit * DAY;
  const reach = (Math.acos(Math.min(1, half)) / (2 * Math.PI)) * DAY;
  return { from: toMinute(middle - reach), until: toMinute(middle + reach) };
}

function toMinute(instant: number): number {
  return Math.round(instant / MINUTE) * MINUTE;
}

function sin(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180);
}

function cos(degrees: number): number {
  return Math.cos((degrees * Math.PI) / 180);
}
