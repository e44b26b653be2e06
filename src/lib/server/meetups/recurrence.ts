import { dateOf, dayOf } from '#server/civil-days.ts';
import { instantOf, isLocal, isZone, localOf } from '#server/wall-clock.ts';
import { daysOf } from '#server/meetups/expansion.ts';
import type { Rule, Until } from '#server/meetups/rule.ts';
import { read, RecurrenceRefused } from '#server/meetups/rule.ts';

export { instantOf, localOf, RecurrenceRefused };

/** When something happens: wall-clock times 'YYYY-MM-DDTHH:MM' in a zone, one alone or by an RFC 5545 rule. */
export interface Recurrence {
  start: string;
  zone: string;
  /** As text, or as `rule.ts` has read it. */
  rrule?: string | Rule | null;
  exdates?: string[];
  rdates?: string[];
}

/** From a wall-clock time until before another, or days ('2027-03-02', meaning its midnight). */
export interface Window {
  from: string;
  to: string;
  limit: number;
}

const MOST_DATES = 5_000;
const FIRST_DAY = '1900-01-01';
const LAST_DAY = dayOf('2999-12-31');

/**
 * The wall-clock times of a recurrence in a window, sorted, each once, 5,000 at most, from 1900 to 2999. Exact
 * by RFC 5545; a start that does not fit its own rule is left out. A time the clocks skip is given as the rule
 * has it: `instantOf` moves it on. Throws RecurrenceRefused, naming the part, for what Natter does not take.
 */
export function occurrences(recurrence: Recurrence, { from, to, limit }: Window): string[] {
  const { start, zone, rrule, exdates = [], rdates = [] } = recurrence;
  if (!isLocal(start) || start < FIRST_DAY) throw new RecurrenceRefused('DTSTART');
  if (!isZone(zone)) throw new RecurrenceRefused('TZID');
  requireLocals('EXDATE', exdates);
  requireLocals('RDATE', rdates);
  requireWindow(from, to);
  const rule = typeof rrule === 'string' ? read(rrule) : (rrule ?? null);
  const most = limit > 0 ? Math.min(Math.floor(limit), MOST_DATES) : 0;
  const excluded = new Set(exdates);
  const isWanted = (local: string) => local >= from && local < to && !excluded.has(local);

  const found: string[] = [];
  for (const local of rule ? localsOf(rule, start, zone, { from, to }) : [start]) {
    if (found.length === most) break;
    if (isWanted(local)) found.push(local);
  }
  const added = rdates.filter(isWanted);
  return added.length ? [...new Set([...found, ...added])].sort().slice(0, most) : found;
}

function* localsOf(
  rule: Rule,
  start: string,
  zone: string,
  { from, to }: Omit<Window, 'limit'>,
): Generator<string> {
  const time = start.slice(10);
  const startDay = dayOf(start);
  const until = rule.until ? lastDayUntil(rule.until, startDay, time, zone) : LAST_DAY;
  const lastDay = Math.min(until, dayOf(to), LAST_DAY);
  for (const day of daysOf(rule, startDay, dayOf(from), lastDay)) yield dateOf(day) + time;
}

/** The last day on which this time of day is not after UNTIL. */
function lastDayUntil(until: Until, startDay: number, time: string, zone: string): number {
  const last = until.minute;
  if (!until.utc) return last.slice(10) >= time ? dayOf(last) : dayOf(last) - 1;
  const limit = instantOf(last, 'UTC') + until.second;
  let day = Math.min(dayOf(last) + 2, LAST_DAY);
  while (day >= startDay && instantOf(dateOf(day) + time, zone) > limit) day -= 1;
  return day;
}

function requireLocals(part: string, locals: string[]): void {
  if (locals.length > MOST_DATES || !locals.every(isLocal)) throw new RecurrenceRefused(part);
}

function requireWindow(from: string, to: string): void {
  for (const local of [from, to]) {
    const isDay = local.length === 10 && !Number.isNaN(dayOf(local));
    if (!isDay && !isLocal(local)) throw new RangeError('a window goes from one wall-clock time to another');
  }
}
