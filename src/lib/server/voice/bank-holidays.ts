import { dateOf, dayNumber, dayOf, lengthOf, weekdayOf } from '#server/civil-days.ts';
import { NATIONS, type Nation, type Yearly } from './nations.ts';

/** The bank holidays of a year as dates 'YYYY-MM-DD', the earliest first; those of one year only are among them. */
export function bankHolidays(nation: Nation, year: number): string[] {
  const { bankHolidays, proclaimed } = NATIONS[nation];
  const days = new Set<number>();
  for (const holiday of bankHolidays) days.add(dayIn(year, holiday, days));
  const once = proclaimed.filter((date) => date.startsWith(`${year}-`)).map(dayOf);
  return [...new Set([...days, ...once])].sort((a, b) => a - b).map(dateOf);
}

/**
 * Easter Day, counted from 1 January 1970, by the Gregorian calendar.
 * Source: "Nature", 20 April 1876, anonymous; as in Meeus, "Astronomical Algorithms", chapter 8.
 */
export function easterDay(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  return dayNumber(year, 3, 22) + epact + toSunday - 7 * late;
}

/** Saturday and Sunday are the weekend. */
export function isWeekend(day: number): boolean {
  return weekdayOf(day) > 4;
}

function dayIn(year: number, holiday: Yearly, taken: ReadonlySet<number>): number {
  if ('fromEaster' in holiday) return easterDay(year) + holiday.fromEaster;
  if ('monday' in holiday) return mondayIn(year, holiday.month, holiday.monday);
  const day = dayNumber(year, holiday.month, holiday.date);
  return isWeekend(day) ? nextFree(day, taken) : day;
}

function mondayIn(year: number, month: number, which: 'first' | 'last'): number {
  const last = which === 'first' ? 7 : lengthOf(year, month);
  const day = dayNumber(year, month, last);
  return day - weekdayOf(day);
}

function nextFree(day: number, taken: ReadonlySet<number>): number {
  let free = day;
  while (isWeekend(free) || taken.has(free)) free++;
  return free;
}
