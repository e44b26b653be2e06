import { DAY, HOUR } from '#server/clock.ts';
import { occurrences } from '#server/meetups/recurrence.ts';
import type { Rule } from '#server/meetups/rule.ts';
import type { Stretch } from '#server/turns.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import type { Span } from './dates.ts';
import type { Event } from './event.ts';
import { endOf, longestOf } from './lengths.ts';
import { toLocal, type Point } from './points.ts';
import { dayAfter } from './values.ts';

/** A date before its words: most of very many are not kept. `local` is on its own clock. */
export interface Found {
  event: Event;
  local: string;
  startsAt: number;
}

/** How many dates are kept of one calendar, the soonest; the rest come in when it is read again. */
const MOST_DATES = 1_000;
const MOST_GATHERED = 2 * MOST_DATES;
const MOST_OF_ONE = 1_000;
const DAYS_IN = { DAILY: 1, WEEKLY: 7, MONTHLY: 30, YEARLY: 365 };
/** More than any zone puts its clocks forward or back. */
const CLOCKS = 3 * HOUR;

/** The soonest 1,000 dates of a span, by when they begin, and whether there are more. */
export async function soonest(events: Event[], span: Span, stretch: Stretch) {
  const near = Math.min(span.from + nearFor(events), span.to);
  const first = await gather(events, { ...span, to: near, after: -Infinity }, stretch, []);
  if (first.areMore || near === span.to) return first;
  return gather(events, { ...span, after: near }, stretch, first.found);
}

/** How far ahead a thousand dates lie, by a guess that may be wrong: a good one saves gathering most of very many. */
function nearFor(events: Event[]): number {
  const aDay = events.reduce((sum, { rrule }) => sum + (rrule ? perDay(rrule) : 0), 0);
  return Math.ceil(2 + (1.5 * MOST_DATES) / aDay) * DAY;
}

function perDay({ freq, interval, weekdays, monthDays, positions }: Rule): number {
  const most = Math.max(1, monthDays.length, weekdays.length, positions.length);
  return Math.min(1, most / DAYS_IN[freq]) / interval;
}

/** What begins before `to`, and not before `after`, and is not over at `from`. */
interface Wanted extends Span {
  after: number;
}

async function gather(
  events: Event[],
  wanted: Wanted,
  stretch: Stretch,
  before: Found[],
): Promise<{ found: Found[]; areMore: boolean }> {
  let found = before;
  let areMore = false;
  let datesOf = datesWithin(wanted);

  // Only what is sooner than the last of those kept can still come among them.
  function cut() {
    found = inOrder(found);
    if (found.length <= MOST_DATES) return;
    areMore = true;
    found.length = MOST_DATES;
    datesOf = datesWithin({ ...wanted, to: Math.min(wanted.to, found.at(-1)!.startsAt + 1) });
  }

  for (const event of events) {
    found.push(...datesOf(event));
    if (found.length > MOST_GATHERED) cut();
    if (stretch.isLong()) await stretch.pause();
  }
  cut();
  return { found, areMore };
}

/** The wall-clock times between which an event may begin; further dates outside `first` and `last` are of no matter. */
interface Window {
  from: string;
  to: string;
  first: string;
  last: string;
  /** Of many groups that meet at the same hour the instant is reckoned once. */
  instants: Map<string, number>;
}

function datesWithin({ from, to, after, zone }: Wanted): (event: Event) => Found[] {
  const windows = new Map<string, Window>();

  function windowFor(longest: number, own: string): Window {
    const key = `${longest} ${own}`;
    const known = windows.get(key);
    if (known) return known;
    const [begin, end] = [Math.max(after, from - longest) - CLOCKS, to + CLOCKS].map((at) =>
      localOf(at, own),
    );
    const bounds = { first: dayAfter(begin!, -2), last: dayAfter(end!, 2) };
    const window = { from: begin!, to: end!, ...bounds, instants: new Map() };
    windows.set(key, window);
    return window;
  }

  return (event) => {
    const own = event.start.zone ?? zone;
    const window = windowFor(longestOf(event.length), own);
    return localsOf(event, own, window)
      .map((local) => ({ event, local, startsAt: startOf(local, own, window) }))
      .filter(
        ({ local, startsAt }) =>
          startsAt < to &&
          startsAt >= after &&
          (startsAt >= from || endOf(local, startsAt, event.length, own) > from),
      );
  };
}

function startOf(local: string, own: string, { instants }: Window): number {
  let instant = instants.get(local);
  if (instant === undefined) instants.set(local, (instant = instantOf(local, own)));
  return instant;
}

/** When an event begins on its own clock. A whole day is the hub's own, wherever the calendar is kept. */
function localsOf({ start, rrule, exdates, rdates }: Event, own: string, window: Window): string[] {
  const time = start.zone === null ? 'T00:00' : start.local.slice(10);
  const begin = start.local.slice(0, 10) + time;
  if (!rrule && !exdates.length && !rdates.length)
    return begin >= window.from && begin < window.to ? [begin] : [];
  // Finding the clocks of days that are of no matter takes time.
  const within = (points: Point[]) =>
    points
      .filter(({ local }) => local > window.first && local < window.last)
      .map((point) => (start.zone === null ? point.local : toLocal(point, own)).slice(0, 16))
      .map((local) => (local.length === 10 || start.zone === null ? local.slice(0, 10) + time : local));
  return occurrences(
    { start: begin, zone: own, rrule, exdates: within(exdates), rdates: within(rdates) },
    { from: window.from, to: window.to, limit: MOST_OF_ONE },
  );
}

/** By when they begin; what says the same in every word stands there once. */
function inOrder(found: Found[]): Found[] {
  found.sort(
    (a, b) =>
      a.startsAt - b.startsAt ||
      compare(a.event.title, b.event.title) ||
      compare(a.event.place, b.event.place),
  );
  return found.filter((one, i) => i === 0 || !isTheSame(one, found[i - 1]!));
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function isTheSame({ startsAt, event }: Found, other: Found): boolean {
  return (
    startsAt === other.startsAt && event.title === other.event.title && event.place === other.event.place
  );
}
