import { addDays, dayOf, daysBetween, timeOf, weekdayOf } from '#server/meetups/days.ts';
import { occurrences } from '#server/meetups/recurrence.ts';
import { read } from '#server/meetups/rule.ts';

export type Often = 'once' | 'weekly' | 'fortnightly' | 'monthly-by-weekday' | 'monthly-by-date' | 'on-dates';
/** First to fourth, or the last. */
export type Nth = 1 | 2 | 3 | 4 | -1;

/** How often something is, as a host taps it. Days are 'YYYY-MM-DD', the time 'HH:MM'; Monday is 0. */
export interface Rhythm {
  often: Often;
  /** The first day, or the day to look from; null to look from today. */
  day: string | null;
  time: string;
  nth?: Nth | null;
  weekday?: number | null;
  /** The dates after the first, for 'on-dates'. */
  dates?: string[];
}

export interface Times {
  start: string;
  rrule: string | null;
  extra: string[];
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * The times that a host's taps mean, from the first one on. "The first Tuesday" needs no day. 'no-day' when a
 * day is wanted and none was given; 'not-every-month' for the 29th to 31st, which some months lack.
 */
export function timesOf(rhythm: Rhythm, today: string): Times | 'no-day' | 'not-every-month' {
  const { often, time, dates = [] } = rhythm;
  const rrule = ruleOf(rhythm);
  const day = rhythm.day ?? (often === 'monthly-by-weekday' && rrule ? today : null);
  if (day === null) return 'no-day';
  if (often === 'monthly-by-date' && Number(day.slice(8, 10)) > 28) return 'not-every-month';
  if (rrule === null) return { start: `${day}T${time}`, rrule, extra: listOf(day, time, often, dates) };
  const from = `${day}T${time}`;
  const first = occurrences({ start: from, zone: 'UTC', rrule }, { from, to: addDays(day, 800), limit: 1 });
  return { start: first[0] ?? from, rrule, extra: [] };
}

/** The taps that would have made these times; null for a rule that no taps make. */
export function rhythmOf({ start, rrule, extra }: Times): Rhythm | null {
  const day = dayOf(start);
  const time = timeOf(start);
  if (rrule === null) {
    return { often: extra.length ? 'on-dates' : 'once', day, time, dates: extra.map(dayOf) };
  }
  for (const often of ['weekly', 'fortnightly', 'monthly-by-date'] as const) {
    if (ruleOf({ often, day, time }) === rrule) return { often, day, time };
  }
  const { nth = 0, weekday = 0 } = read(rrule).weekdays[0] ?? {};
  const rhythm = { often: 'monthly-by-weekday', day, time, nth: nth as Nth, weekday } as const;
  return ruleOf(rhythm) === rrule ? rhythm : null;
}

/** Which one of its weekday in its month a day is; a fifth is the last. */
export function nthOf(day: string): Nth {
  const nth = Math.ceil(Number(day.slice(8, 10)) / 7);
  return nth > 4 ? -1 : (nth as Nth);
}

function ruleOf({ often, day, nth, weekday }: Rhythm): string | null {
  if (often === 'monthly-by-weekday') {
    const which = nth ?? (day ? nthOf(day) : null);
    const on = weekday ?? (day ? weekdayOf(day) : null);
    return which === null || on === null ? null : `FREQ=MONTHLY;BYDAY=${which}${DAYS[on]}`;
  }
  if (!day) return null;
  if (often === 'weekly') return `FREQ=WEEKLY;BYDAY=${DAYS[weekdayOf(day)]}`;
  if (often === 'fortnightly') return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${DAYS[weekdayOf(day)]}`;
  if (often === 'monthly-by-date') return `FREQ=MONTHLY;BYMONTHDAY=${Number(day.slice(8, 10))}`;
  return null;
}

function listOf(day: string, time: string, often: Often, dates: string[]): string[] {
  if (often !== 'on-dates') return [];
  return [...new Set(dates)]
    .filter((date) => date !== day)
    .sort()
    .map((date) => `${date}T${time}`);
}

/** The same rule begun as early as it can on or after a day, so that "all" means the dates before this one too. */
export function reachBack({ start, rrule, extra }: Times, from: string): Times {
  if (rrule === null) return { start, rrule, extra };
  const { freq, interval } = read(rrule);
  if (freq !== 'WEEKLY') return { start: firstFrom({ start, rrule }, from), rrule, extra };
  // A second week stays the same second week.
  const weeks = Math.floor(daysBetween(from, dayOf(start)) / (7 * interval));
  return {
    start: `${addDays(dayOf(start), -7 * interval * Math.max(weeks, 0))}T${timeOf(start)}`,
    rrule,
    extra,
  };
}

function firstFrom({ start, rrule }: { start: string; rrule: string }, from: string): string {
  const first = `${from}T${timeOf(start)}`;
  const window = { from: first, to: addDays(from, 800), limit: 1 };
  return occurrences({ start: first, zone: 'UTC', rrule }, window)[0] ?? start;
}
