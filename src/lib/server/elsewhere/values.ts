import { dateOf, dayOf } from '#server/civil-days.ts';
import { isLocal } from '#server/wall-clock.ts';

/** What one value of a calendar file says: RFC 5545, section 3.3. */

/** A moment as it is written: a day 'YYYY-MM-DD', or a wall-clock time 'YYYY-MM-DDTHH:MM'. */
export interface Moment {
  local: string;
  isUtc: boolean;
}

const FIRST_YEAR = '1900';

/** Reads a DATE or DATE-TIME, seconds left out; null for anything else. */
export function moment(value: string): Moment | null {
  const [, year, month, day, hour, minute, zulu] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:[0-5]\d|60)(Z?))?$/.exec(value.trim()) ?? [];
  if (year === undefined || year < FIRST_YEAR) return null;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return Number.isNaN(dayOf(date)) ? null : { local: date, isUtc: false };
  const local = `${date}T${hour}:${minute}`;
  return isLocal(local) ? { local, isUtc: zulu === 'Z' } : null;
}

/** How long a DURATION is, in seconds; null for what is none, or goes back. */
export function duration(value: string): number | null {
  const [whole, weeks, days, hours, minutes, seconds] =
    /^\+?P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?)$/.exec(
      value.trim(),
    ) ?? [];
  if (whole === undefined || !/\d/.test(whole)) return null;
  const number = (digits: string | undefined) => Number(digits ?? 0);
  const inDays = number(weeks) * 7 + number(days);
  return inDays * 86_400 + number(hours) * 3600 + number(minutes) * 60 + number(seconds);
}

/** The day after so many days. */
export function dayAfter(day: string, days: number): string {
  return dateOf(dayOf(day) + days);
}

/** A page that may be linked to; null for what is no web address, or holds a password. */
export function link(value: string): string | null {
  if (value.length > 1_000 || !/^https?:\/\/[!-~]+$/i.test(value) || !URL.canParse(value)) return null;
  const url = new URL(value);
  return url.username || url.password ? null : url.href;
}
