import { HOUR } from '#server/clock.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import { CHANGES, type Kind } from '#server/outbox/letters.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';

const FROM = '20:00';
const TO = '08:00';
/** Less notice than this, in decent hours, would leave somebody standing there. */
const NOTICE = 2 * HOUR;

/** Whether an instant lies between 20.00 and 08.00 where the hub is. */
export function isQuiet(instant: number, zone: string): boolean {
  const time = localOf(instant, zone).slice(11);
  return time >= FROM || time < TO;
}

/** The next 08.00 where the hub is, as an instant. */
export function quietEnds(now: number, zone: string): number {
  const day = dayOf(localOf(now, zone));
  const today = instantOf(`${day}T${TO}`, zone);
  return today > now ? today : instantOf(`${addDays(day, 1)}T${TO}`, zone);
}

export interface Timing {
  kind: Kind;
  /** When the meet-up was or is to start: for one that moved, both. Instants. */
  starts: number[];
  /** How long it lasts, in seconds: until then somebody may be standing there. */
  lasts: number;
  zone: string;
}

/**
 * The instant until which a letter waits for a decent hour, or null when it may go now. Product principle 8: only a
 * same-day cancellation breaks the quiet. Principle 1 comes first, though: any change goes at once when waiting for
 * 08.00 would leave less than two hours before somebody sets out for nothing, or would leave them standing there.
 */
export function waitsUntil({ kind, starts, lasts, zone }: Timing, now: number): number | null {
  if (!isQuiet(now, zone)) return null;
  const ends = quietEnds(now, zone);
  const ahead = starts.filter((start) => start + lasts > now);
  const isToday = (start: number) => dayOf(localOf(start, zone)) === dayOf(localOf(now, zone));
  if (kind === 'cancelled' && ahead.some(isToday)) return null;
  // Somebody may lie in the lane.
  if (kind === 'not-home') return null;
  // Who is asked to ring is asked about a change.
  // A lift that fell through, and somebody who waits to be fetched, are as pressing as a change.
  const isOfChange =
    CHANGES.includes(kind) || kind === 'help-ring' || kind === 'lift-off' || kind === 'lift-ready';
  if (isOfChange && ahead.some((start) => start < ends + NOTICE)) return null;
  return ends;
}
