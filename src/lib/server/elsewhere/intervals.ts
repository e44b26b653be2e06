import { DAY, HOUR, MINUTE } from '#server/clock.ts';

/** How long after it was read a calendar is read again. */
export const EVERY = 6 * HOUR;
const FIRST_RETRY = 15 * MINUTE;
const LONGEST_RETRY = DAY;

/** The next time of a calendar that was just read: six hours on, give or take a quarter. */
export function nextAfterReading(now: number, chance: number): number {
  return now + EVERY + Math.round((chance - 0.5) * 30 * MINUTE);
}

/** And of one that could not be read so many times running: from a quarter of an hour to a day. */
export function nextAfterFailure(now: number, failures: number, chance: number): number {
  const wait = Math.min(FIRST_RETRY * 2 ** Math.min(failures - 1, 10), LONGEST_RETRY);
  return now + Math.round(wait * (0.9 + chance * 0.2));
}
