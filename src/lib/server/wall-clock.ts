import { tzOffset } from '@date-fns/tz';
import { dateOf, dayOf, digits, twoDigits } from '#server/civil-days.ts';

const DAY = 86_400;
const DAYS_KEPT_PER_ZONE = 20_000;

const offsetsByZone = new Map<string, Map<number, number>>();
/** The instant at which the clocks change, by zone and day: a yearly dinner on that day may be asked for often. */
const changes = new Map<string, number>();
const knownZones = new Set<string>();
// A process's first formatter takes 30 ms: better at the start than in somebody's request.
isZone('Europe/London');

/** True for a name of the time zone database, such as 'Europe/London' or 'UTC'; false for bare offsets. */
export function isZone(text: string): boolean {
  if (knownZones.has(text)) return true;
  if (typeof text !== 'string' || text.length > 64 || !/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: text });
  } catch {
    return false;
  }
  knownZones.add(text);
  return true;
}

/** True for a wall-clock time that the calendar has, written 'YYYY-MM-DDTHH:MM'. */
export function isLocal(text: string): boolean {
  return !Number.isNaN(civilOf(text));
}

/** A wall-clock time in seconds, as if it were in Greenwich; NaN for one that the calendar has not. */
function civilOf(text: string): number {
  const hasShape = typeof text === 'string' && text.length === 16 && text[10] === 'T' && text[13] === ':';
  if (!hasShape) return NaN;
  const [hours, minutes] = [digits(text, 11, 2), digits(text, 14, 2)];
  return hours < 24 && minutes < 60 ? dayOf(text) * DAY + hours * 3600 + minutes * 60 : NaN;
}

/**
 * The instant, in Unix seconds, of a wall-clock time 'YYYY-MM-DDTHH:MM' in a zone. A time that the clocks
 * skip moves on by the gap; one that comes twice is the first (RFC 5545, 3.3.5, "form #3").
 */
export function instantOf(local: string, zone: string): number {
  const civil = civilOf(local);
  if (Number.isNaN(civil)) throw new RangeError('not a wall-clock time');
  const before = offsetAt(civil - DAY, zone);
  const after = offsetAt(civil + DAY, zone);
  if (before === after || offsetAt(civil - before, zone) === before) return civil - before;
  // Neither offset fits a skipped time: keeping the old one moves it on by the gap.
  return offsetAt(civil - after, zone) === after ? civil - after : civil - before;
}

/** The wall-clock time 'YYYY-MM-DDTHH:MM' in a zone at an instant in Unix seconds. */
export function localOf(instant: number, zone: string): string {
  const civil = Math.floor((instant + offsetAt(instant, zone)) / 60);
  const day = Math.floor(civil / 1440);
  const minutes = civil - day * 1440;
  return `${dateOf(day)}T${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** Seconds east of Greenwich. Exact while no zone changes its clocks twice within a day. */
function offsetAt(instant: number, zone: string): number {
  const day = Math.floor(instant / DAY);
  const before = offsetAtStartOf(day, zone);
  const after = offsetAtStartOf(day + 1, zone);
  if (before === after) return before;
  return instant < changeWithin(day, zone, before) ? before : after;
}

/** When the clocks change within a day of UTC that begins with this offset. */
function changeWithin(day: number, zone: string, before: number): number {
  const key = `${zone} ${day}`;
  const known = changes.get(key);
  if (known !== undefined) return known;
  let [last, first] = [day * DAY, (day + 1) * DAY];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (measureOffset(middle, zone) === before) last = middle;
    else first = middle;
  }
  if (changes.size >= DAYS_KEPT_PER_ZONE) changes.clear();
  changes.set(key, first);
  return first;
}

function offsetAtStartOf(day: number, zone: string): number {
  let offsets = offsetsByZone.get(zone);
  const known = offsets?.get(day);
  if (known !== undefined) return known;
  const offset = measureOffset(day * DAY, zone);
  if (!offsets) offsetsByZone.set(zone, (offsets = new Map()));
  if (offsets.size >= DAYS_KEPT_PER_ZONE) offsets.clear();
  offsets.set(day, offset);
  return offset;
}

function measureOffset(instant: number, zone: string): number {
  if (!isZone(zone)) throw new RangeError('not a time zone');
  return Math.round(tzOffset(zone, new Date(instant * 1000)) * 60);
}
