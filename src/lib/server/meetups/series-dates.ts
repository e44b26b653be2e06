import { dayOf } from '#server/meetups/days.ts';
import { createMemory } from '#server/meetups/memory.ts';
import { occurrences } from '#server/meetups/recurrence.ts';

/** What a series' own dates are computed from. All times are the hub's wall clock. */
export interface SeriesDates {
  start: string;
  zone: string;
  rrule: string | null;
  extra: string[];
  leftOut: string[];
  pauses: { from: string; backOn: string }[];
  endsBefore: string | null;
}

const MOST = 400;
const memory = createMemory<string[]>(2_000);

/**
 * The wall-clock times of a series from one local day until before another, sorted, at most one a day:
 * its rule, with what was added by hand, without what was left out, paused or ended.
 */
export function timesOf(dates: SeriesDates, from: string, to: string): string[] {
  const key = JSON.stringify([dates, from, to]);
  return memory.find(key) ?? memory.keep(key, compute(dates, from, to));
}

/** The wall-clock time of a series on one local day, or null when it has none then. */
export function timeOn(dates: SeriesDates, day: string): string | null {
  return timesOf(dates, `${day}T00:00`, `${day}T23:59`).at(0) ?? null;
}

function compute(dates: SeriesDates, from: string, to: string): string[] {
  const { start, zone, rrule, extra } = dates;
  const until = dates.endsBefore && dates.endsBefore < to ? dates.endsBefore : to;
  if (until <= from) return [];
  const leftOut = new Set(dates.leftOut.map(dayOf));
  const seen = new Set<string>();
  return occurrences({ start, zone, rrule, rdates: extra }, { from, to: until, limit: MOST }).filter(
    (local) => {
      const day = dayOf(local);
      if (seen.has(day) || leftOut.has(day) || isPaused(dates, day)) return false;
      seen.add(day);
      return true;
    },
  );
}

function isPaused({ pauses }: SeriesDates, day: string): boolean {
  return pauses.some(({ from, backOn }) => day >= from && day < backOn);
}
