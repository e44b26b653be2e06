import { DAY, MINUTE } from '#server/clock.ts';
import * as civil from '#server/civil-days.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import type { TripBetween } from './timetable-trips.ts';
import type { Timetable } from './timetables.ts';

const MOST_DEPARTURES = 1_000;

/**
 * When a trip sets out, as seconds to be added to its times; one that comes again and again does so often. `every` is
 * minutes, where it keeps to no times. Source: GTFS Schedule Reference, "frequencies.txt".
 */
export function departuresOf({ repeats }: TripBetween): { shift: number; every: number | null }[] {
  if (repeats.length === 0) return [{ shift: 0, every: null }];
  const departures: { shift: number; every: number | null }[] = [];
  for (const { from, to, every, exact } of repeats) {
    for (let at = from; at < to && departures.length < MOST_DEPARTURES; at += every)
      departures.push({ shift: at, every: exact ? null : Math.round(every / MINUTE) });
  }
  return departures;
}

/** The last moment to ring, for somebody who would be fetched at `leaves`; null where nobody says. */
export function ringByOf(
  { booking }: TripBetween,
  { begins, zone }: Timetable,
  zero: number,
  leaves: number,
): number | null {
  if (booking === null) return null;
  if (booking.minutes !== null) return leaves - booking.minutes * MINUTE;
  if (booking.lastDay === null) return null;
  // Noon of the day of the service, so that a change of clocks moves nothing to another day.
  let day = civil.dayOf(localOf(zero + DAY / 2, zone));
  const first = civil.dayOf(begins);
  for (let left = booking.lastDay; left > 0;) {
    day -= 1;
    if (booking.runs === null || (booking.runs[day - first] ?? '1') === '1') left -= 1;
    if (day < first - 14) return null;
  }
  return instantOf(`${civil.dateOf(day)}T12:00`, zone) - DAY / 2 + (booking.lastTime ?? 0);
}
