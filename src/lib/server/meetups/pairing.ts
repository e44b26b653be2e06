import { dayOf, daysBetween } from '#server/meetups/days.ts';

/**
 * Which new time each of these days goes to: the same day where there is one, else the nearest that nobody else
 * took and that is nearer than half the way between two dates. Days without an entry have nowhere to go.
 */
export function pair(days: string[], times: string[], { step }: { step: number }): Map<string, string> {
  const pairs = new Map<string, string>();
  const free = new Map(times.map((time) => [dayOf(time), time]));
  for (const day of days) {
    const same = free.get(day);
    if (same) pairs.set(day, same);
  }
  for (const time of pairs.values()) free.delete(dayOf(time));
  for (const day of days.filter((one) => !pairs.has(one))) {
    const near = nearest(day, [...free.values()], Math.ceil(step / 2));
    if (!near) continue;
    pairs.set(day, near);
    free.delete(dayOf(near));
  }
  return pairs;
}

/** The smallest number of days between two dates of a row; a month for a single one. */
export function stepOf(...rows: string[][]): number {
  const steps = rows.flatMap((times) =>
    times.slice(1).map((time, i) => daysBetween(dayOf(times[i]!), dayOf(time))),
  );
  return steps.length ? Math.min(...steps) : 31;
}

function nearest(day: string, times: string[], furthest: number): string | null {
  let best: string | null = null;
  let bestBy = furthest + 1;
  for (const time of times) {
    const by = Math.abs(daysBetween(day, dayOf(time)));
    if (by < bestBy) [best, bestBy] = [time, by];
  }
  return best;
}
