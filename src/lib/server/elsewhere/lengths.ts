import { dayOf } from '#server/civil-days.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import type { Line } from './lines.ts';
import { minutesOf, pointOf, toLocal, type Circumstances, type Point } from './points.ts';
import { EventRefused } from './refusals.ts';
import { dayAfter, duration } from './values.ts';

/**
 * How long an event is: whole days; minutes on the clock, whatever the clocks do meanwhile; or seconds that pass.
 */
export type Length = { days: number } | { minutes: number } | { seconds: number };

const DAY = 86_400;
const LONGEST = 400 * DAY;

/** How long an event is, by its end or its duration; without either one day, or no time at all. Throws EventRefused. */
export function lengthOf(
  start: Point,
  end: Line | undefined,
  long: Line | undefined,
  about: Circumstances,
): Length {
  if (end) return untilEnd(start, pointOf(end, 'DTEND', about), about);
  if (long) return ofDuration(start, long);
  return start.zone === null ? { days: 1 } : { minutes: 0 };
}

/** No fewer seconds than it can last, clocks put back and all. */
export function longestOf(length: Length): number {
  if ('seconds' in length) return length.seconds;
  return 'minutes' in length ? (length.minutes + 120) * 60 : (length.days + 1) * DAY;
}

/** The instant at which a date ends that starts at `local` in `zone`. */
export function endOf(local: string, startsAt: number, length: Length, zone: string): number {
  if ('seconds' in length) return startsAt + length.seconds;
  if ('days' in length) return instantOf(dayAfter(local, length.days) + 'T00:00', zone);
  if (length.minutes === 0) return startsAt;
  const end = localOf((minutesOf(local) + length.minutes) * 60, 'UTC');
  return Math.max(startsAt, instantOf(end, zone));
}

function untilEnd(start: Point, end: Point, { since }: Circumstances): Length {
  if (start.zone === null && end.zone === null) {
    // Some write the last day itself for an event of one day.
    const days = end.local === start.local ? 1 : dayOf(end.local) - dayOf(start.local);
    return check({ days }, days * DAY, 'DTEND');
  }
  if (start.zone === null || end.zone === null) throw new EventRefused('DTEND');
  if (start.zone === end.zone) {
    const minutes = minutesOf(end.local) - minutesOf(start.local);
    return check({ minutes }, minutes * 60, 'DTEND');
  }
  // Finding the clocks of a day long ago takes time.
  if (start.local < since) throw new EventRefused('DTEND');
  const seconds = instantOf(toLocal(end, 'UTC'), 'UTC') - instantOf(toLocal(start, 'UTC'), 'UTC');
  return check({ seconds }, seconds, 'DTEND');
}

function ofDuration(start: Point, line: Line): Length {
  const seconds = duration(line.value);
  if (seconds === null) throw new EventRefused('DURATION');
  if (start.zone !== null) return check({ seconds }, seconds, 'DURATION');
  const days = Math.max(1, Math.round(seconds / DAY));
  return check({ days }, days * DAY, 'DURATION');
}

function check(length: Length, seconds: number, part: string): Length {
  if (seconds < 0 || seconds > LONGEST) throw new EventRefused(part);
  return length;
}
