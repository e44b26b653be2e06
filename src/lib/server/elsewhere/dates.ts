import type { Stretch } from '#server/turns.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Event, Status } from './event.ts';
import { withExceptions } from './exceptions.ts';
import { soonest, type Found } from './gathering.ts';
import { endOf } from './lengths.ts';
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

/**
 * The dates of events that are not over at the beginning of a span and begin within it, the soonest 1,000, by when they
 * begin; and whether there are more. Exceptions take the place of what they stand in for.
 */
export async function datesOf(
  events: Event[],
  span: Span,
  stretch: Stretch,
): Promise<{ dates: OtherDate[]; areMore: boolean }> {
  const { found, areMore } = await soonest(withExceptions(events), span, stretch);
  const dates: OtherDate[] = [];
  const clock = clockOf(span.zone);
  for (const one of found) {
    dates.push(inWords(one, clock, span.zone));
    if (stretch.isLong()) await stretch.pause();
  }
  return { dates, areMore };
}

/** Many a date begins, or ends, when others do. */
function clockOf(zone: string): (instant: number) => string {
  const known = new Map<number, string>();
  return (instant) => {
    let local = known.get(instant);
    if (local === undefined) known.set(instant, (local = localOf(instant, zone)));
    return local;
  };
}

function inWords(
  { event, local, startsAt }: Found,
  clock: (instant: number) => string,
  zone: string,
): OtherDate {
  const { title, place, link, status, start, length } = event;
  const endsAt = endOf(local, startsAt, length, start.zone ?? zone);
  const words = { title, place, link, status, startsAt, endsAt };
  if (start.zone !== null) return { ...words, startsLocal: clock(startsAt), endsLocal: clock(endsAt) };
  const day = local.slice(0, 10);
  return { ...words, startsLocal: day, endsLocal: 'days' in length ? dayAfter(day, length.days - 1) : day };
}
