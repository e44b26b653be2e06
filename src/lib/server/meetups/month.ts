import {
  dateOf,
  dayNumber,
  digits,
  isLeap,
  lengthOf,
  LENGTHS,
  modulo,
  weekdayOf,
} from '#server/civil-days.ts';
import type { Rule, Weekday } from '#server/meetups/rule.ts';

/**
 * One month of the calendar: `month` is 1 to 12, `first` its 1st as days since 1 January 1970, `weekday` the
 * weekday of that day (Monday is 0).
 */
export interface Month {
  year: number;
  month: number;
  first: number;
  length: number;
  weekday: number;
}

/** Days of a month as bits: bit 0 is the 1st. */
export type Days = number;

const EVERY_SEVENTH: Days = 0x10204081;

/** The month of a day counted from 1 January 1970. */
export function monthOf(day: number): Month {
  const date = dateOf(day);
  return monthOfYear(digits(date, 0, 4), digits(date, 5, 2));
}

export function monthAfter(before: Month): Month {
  const month = before.month === 12 ? 1 : before.month + 1;
  const year = month === 1 ? before.year + 1 : before.year;
  const length = month === 2 ? lengthOf(year, 2) : LENGTHS[month - 1]!;
  const weekday = (before.weekday + before.length) % 7;
  return { year, month, first: before.first + before.length, length, weekday };
}

export function monthsOf(year: number): Month[] {
  return Array.from({ length: 12 }, (_, index) => monthOfYear(year, index + 1));
}

/** One of some 90 kinds: all months of one kind have the same weekdays on the same days. */
export function kindOf({ month, weekday, length }: Month): number {
  return (length === 29 ? 0 : month * 7) + weekday;
}

/** One of 14 kinds: all years of one kind have the same weekdays on the same days. */
export function kindOfYear(year: number): number {
  return (isLeap(year) ? 7 : 0) + weekdayOf(dayNumber(year, 1, 1));
}

export function isAllowed(rule: Rule, month: number): boolean {
  return !rule.months.length || rule.months.includes(month);
}

/** Every day of a month. */
export function wholeOf({ length }: Month): Days {
  return 0x7fffffff >>> (31 - length);
}

/** The days of a month that a rule's BYMONTH, BYMONTHDAY and BYDAY all allow. */
export function matching(rule: Rule, month: Month): Days {
  if (!isAllowed(rule, month.month)) return 0;
  let days = wholeOf(month);
  if (rule.monthDays.length) days &= monthDays(rule.monthDays, month);
  if (rule.weekdays.length && days) days &= weekdays(rule, month);
  return days;
}

/** The days of a row of months that stand at these BYSETPOS positions; all of them if there are none. */
export function pick(months: Days[], positions: number[]): Days[] {
  if (!positions.length) return months;
  const sizes = months.map(countOf);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const picked = months.map(() => 0);
  for (const position of positions) {
    let place = position > 0 ? position - 1 : total + position;
    if (place < 0 || place >= total) continue;
    let at = 0;
    while (place >= sizes[at]!) place -= sizes[at++]!;
    picked[at]! |= dayAt(months[at]!, place);
  }
  return picked;
}

function monthDays(numbers: number[], { length }: Month): Days {
  let days = 0;
  for (const number of numbers) {
    const at = number > 0 ? number - 1 : length + number;
    if (at >= 0 && at < length) days |= 1 << at;
  }
  return days;
}

function weekdays(rule: Rule, month: Month): Days {
  // "The first Tuesday" of a yearly rule is the year's, unless the rule names months.
  const ofYear = rule.freq === 'YEARLY' && !rule.months.length;
  const from = ofYear ? dayNumber(month.year, 1, 1) : month.first;
  const until = ofYear ? dayNumber(month.year + 1, 1, 1) : month.first + month.length;
  let days = 0;
  for (const each of rule.weekdays) {
    if (each.nth === 0) days |= EVERY_SEVENTH << modulo(each.weekday - month.weekday, 7);
    else {
      const at = nthDay(each, from, until) - month.first;
      if (at >= 0 && at < month.length) days |= 1 << at;
    }
  }
  return days;
}

/** The nth such weekday from one day until before another; if there is none, a day outside. */
function nthDay({ weekday, nth }: Weekday, from: number, until: number): number {
  if (nth < 0) return until - 1 - modulo(weekdayOf(until - 1) - weekday, 7);
  return from + modulo(weekday - weekdayOf(from), 7) + 7 * (nth - 1);
}

function monthOfYear(year: number, month: number): Month {
  const first = dayNumber(year, month, 1);
  return { year, month, first, length: lengthOf(year, month), weekday: weekdayOf(first) };
}

function countOf(days: Days): number {
  let count = 0;
  for (let rest = days; rest; rest &= rest - 1) count += 1;
  return count;
}

function dayAt(days: Days, place: number): Days {
  let rest = days;
  for (let skipped = 0; skipped < place; skipped += 1) rest &= rest - 1;
  return rest & -rest;
}
