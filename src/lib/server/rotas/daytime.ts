import { addDays, dayOf } from '#server/meetups/days.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';

const MORNING = 'T08:00';
const EVENING = 'T20:00';

/** The instant when so many seconds of daytime, 08.00 to 20.00 where the hub is, have passed. */
export function addDaytime(now: number, seconds: number, zone: string): number {
  let left = seconds;
  let at = now;
  for (;;) {
    const day = dayOf(localOf(at, zone));
    const begins = Math.max(at, instantOf(day + MORNING, zone));
    const ends = instantOf(day + EVENING, zone);
    if (ends > begins && ends - begins >= left) return begins + left;
    left -= Math.max(0, ends - begins);
    at = instantOf(addDays(day, 1) + MORNING, zone);
  }
}
