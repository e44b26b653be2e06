import * as civil from '#server/civil-days.ts';

/** The day, 'YYYY-MM-DD', of a wall-clock time. */
export function dayOf(local: string): string {
  return local.slice(0, 10);
}

/** The time of day, 'HH:MM', of a wall-clock time. */
export function timeOf(local: string): string {
  return local.slice(11, 16);
}

/** The day so many days on (or back); days count by the calendar, whatever the clocks do. */
export function addDays(day: string, days: number): string {
  return civil.dateOf(civil.dayOf(day) + days);
}

/** How many days there are from one day to another. */
export function daysBetween(from: string, to: string): number {
  return civil.dayOf(to) - civil.dayOf(from);
}

/** Monday is 0. */
export function weekdayOf(day: string): number {
  return civil.weekdayOf(civil.dayOf(day));
}
