import { DAY } from '#server/clock.ts';
import { occurrences } from '#server/meetups/recurrence.ts';
import type { Stretch } from '#server/turns.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import type { Event, Status } from './event.ts';
import { withExceptions } from './exceptions.ts';
import { endOf, longestOf } from './lengths.ts';
import { toLocal, type Point } from './points.ts';
import { dayAfter } from './values.ts';

/** A date of somebody else's. `startsAt` and `endsAt` are instants in Unix seconds. */
export interface OtherDate {
  title: string;
  place: string;
  /** Its own page. */
  link: string | null;
  status: Status;
  /** On the hub's clock, 'YYYY-MM-DDTHH:MM'; of whole days, the first and the last, 'YYYY-MM-DD'. */
  startsLocal: string;
  endsLocal: string;
  startsAt: number;
  endsAt: number;
}

/** From an instant until before another, on a hub's clock. */
export interface Span {
  from: number;
  to: number;
  zone: string;
}

/** How many dates are kept of one calendar, the soonest; the rest come in when it is read again. */
export const MOST_DATES = 1_000;
const MOST_GATHERED = 2 * MOST_DATES;
const MOST_OF_ONE = 1_000;
/** Where a thousand dates lie this near, no others are looked for. */
const NEAR = 60 * DAY;

/** A date before its words: most of very many are not kept. `local` is on its own clock. */
interface Found {
  event: Event;
  local: string;
  startsAt: number;
}

/**
 * The dates of events that are not over at the beginning of a span and begin within it, the soonest 1,000, by when they
 * begin; and whether there are more. Exceptions take the place of what they stand in for.
 */
export async function datesOf(
  events: Event[],
  span: Span,
  stretch: Stretch,
): Promise<{ dates: OtherDate[]; areMore: boolean }> {
  const whole = withExceptions(events);
  const near = Math.min(span.from + NEAR, span.to);
  let { found, areMore } = await gather(whole, { ...span, to: near }, stretch);
  if (!areMore && near < span.to) {
    const rest = await gather(whole, span, stretch);
    ({ found, areMore } = rest);
  }
  const dates: OtherDate[] = [];
  for (const one of found) {
    dates.push(inWords(one, span.zone));
    if (stretch.isLong()) await stretch.pause();
  }
  return { dates, areMore };
}

async function gather(
  events: Event[],
  span: Span,
  stretch: Stretch,
): Promise<{ found: Found[]; areMore: boolean }> {
  let found: Found[] = [];
  let areMore = false;
  let { to } = span;

  // Only what is sooner than the last of those kept can still come among them.
  function cut() {
    found = soonest(found);
    if (found.length <= MOST_DATES) return;
    areMore = true;
    found.length = MOST_DATES;
    to = Math.min(to, found.at(-1)!.startsAt + 1);
  }

  for (const event of events) {
    for (const one of datesOfOne(event, { ...span, to })) found.push(one);
    if (found.length > MOST_GATHERED) cut();
    if (stretch.isLong()) await stretch.pause();
  }
  cut();
  return { found, areMore };
}

/** A whole day is the hub's own, wherever the calendar is kept. */
function datesOfOne(event: Event, { from, to, zone }: Span): Found[] {
  const { start, rrule } = event;
  const own = start.zone ?? zone;
  const window = { from: localOf(from - longestOf(event.length) - DAY, own), to: localOf(to + DAY, own) };
  const time = start.zone === null ? 'T00:00' : start.local.slice(10);
  // What lies outside is of no matter, and finding the clocks of those days takes time.
  const within = (points: Point[]) =>
    points
      .filter(({ local }) => local > dayAfter(window.from, -2) && local < dayAfter(window.to, 2))
      .map((point) => (start.zone === null ? point.local : toLocal(point, own)).slice(0, 16))
      .map((local) => (local.length === 10 || start.zone === null ? local.slice(0, 10) + time : local));
  const locals = occurrences(
    {
      start: start.local.slice(0, 10) + time,
      zone: own,
      rrule,
      exdates: within(event.exdates),
      rdates: within(event.rdates),
    },
    { ...window, limit: MOST_OF_ONE },
  );
  return locals
    .map((local) => ({ event, local, startsAt: instantOf(local, own) }))
    .filter(
      (one) =>
        one.startsAt < to &&
        (one.startsAt >= from || endOf(one.local, one.startsAt, event.length, own) > from),
    );
}

function inWords({ event, local, startsAt }: Found, zone: string): OtherDate {
  const { title, place, link, status, start, length } = event;
  const endsAt = endOf(local, startsAt, length, start.zone ?? zone);
  const words = { title, place, link, status, startsAt, endsAt };
  if (start.zone !== null)
    return { ...words, startsLocal: localOf(startsAt, zone), endsLocal: localOf(endsAt, zone) };
  const day = local.slice(0, 10);
  return { ...words, startsLocal: day, endsLocal: 'days' in length ? dayAfter(day, length.days - 1) : day };
}

/** By when they begin; what says the same in every word stands there once. */
function soonest(found: Found[]): Found[] {
  const seen = new Set<string>();
  return found
    .sort((a, b) => a.startsAt - b.startsAt || (a.event.title < b.event.title ? -1 : 1))
    .filter(({ startsAt, event: { title, place } }) => {
      const key = `${startsAt} ${title} ${place}`;
      return seen.has(key) ? false : Boolean(seen.add(key));
    });
}
