const DAYS_IN_400_YEARS = 146_097;
/** From 1 March of the year 0, where the arithmetic begins, to 1 January 1970. */
const DAYS_TO_1970 = 719_468;
/** The days of the twelve months, outside leap years. */
export const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/**
 * Days from 1 January 1970 to a date of the Gregorian calendar; `month` is 1 to 12. Plain arithmetic, since
 * `Date` is several times slower and takes the years 0 to 99 for 1900 to 1999.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
export function dayNumber(year: number, month: number, date: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * DAYS_IN_400_YEARS + yearOfEra * 365 + leapDays + dayOfYear - DAYS_TO_1970;
}

/** The date 'YYYY-MM-DD' of a day counted from 1 January 1970; years 0 to 9999. Source as for `dayNumber`. */
export function dateOf(day: number): string {
  const shifted = day + DAYS_TO_1970;
  const era = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - yearOfEra * 365 - Math.floor(yearOfEra / 4) + Math.floor(yearOfEra / 100);
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month > 2 ? 0 : 1);
  const date = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return `${twoDigits(Math.floor(year / 100))}${twoDigits(year % 100)}-${twoDigits(month)}-${twoDigits(date)}`;
}

/** The day, counted from 1 January 1970, of a text that begins 'YYYY-MM-DD'; NaN when the calendar has none. */
export function dayOf(text: string): number {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const date = digits(text, 8, 2);
  const isDate = month >= 1 && month <= 12 && date >= 1 && date <= lengthOf(year, month);
  return isDate && text[4] === '-' && text[7] === '-' ? dayNumber(year, month, date) : NaN;
}

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** How many days a month has; 1 is January. */
export function lengthOf(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : LENGTHS[month - 1]!;
}

/** Monday is 0. */
export function weekdayOf(day: number): number {
  return modulo(day + 3, 7);
}

/** The remainder that is never negative. */
export function modulo(number: number, by: number): number {
  return ((number % by) + by) % by;
}

/** The number written with `count` digits from `at` on; NaN if anything else stands there. */
export function digits(text: string, at: number, count: number): number {
  let number = 0;
  for (let index = at; index < at + count; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : NaN;
  }
  return number;
}

export function twoDigits(number: number): string {
  return TWO_DIGITS[number]!;
}
