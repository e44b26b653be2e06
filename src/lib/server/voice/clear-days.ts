import { dateOf, dayNumber, dayOf, weekdayOf } from '#server/civil-days.ts';
import { bankHolidays, easterDay, isWeekend } from './bank-holidays.ts';
import { NATIONS, type Nation } from './nations.ts';

/*
 * Parish clocks. Every date is a day of the hub, 'YYYY-MM-DD'. `alsoOff` names days of public thanksgiving or
 * mourning, which nobody can know ahead. A text that is no date is a bug, and throws.
 */

/** Why a day is not a clear one. */
export type NotClear =
  | 'day of notice'
  | 'day of the meeting'
  | 'Sunday'
  | 'Christmas break'
  | 'Easter break'
  | 'bank holiday'
  | 'thanksgiving or mourning';

export interface CountedDay {
  date: string;
  /** Which clear day it is, from 1; null where it does not count. */
  number: number | null;
  because: NotClear | null;
}

export interface ClearDays {
  /** From the day of notice to the day of the meeting, both shown; empty where notice comes after the meeting. */
  days: CountedDay[];
  clear: number;
  needed: number;
  isEnough: boolean;
}

/**
 * The days between notice and meeting, each with its number or why it does not count. Saturdays count. A period over
 * seven days is counted in the same way, which never makes it too short.
 * Source: Local Government Act 1972, Schedule 12, and section 243 for the days left out.
 */
export function clearDays(
  nation: Nation,
  noticeOn: string,
  meetingOn: string,
  alsoOff: readonly string[] = [],
): ClearDays {
  const [first, last] = [read(noticeOn), read(meetingOn)];
  const days: CountedDay[] = [];
  let clear = 0;
  for (let day = first; day <= last; day++) {
    const because =
      day === first ? 'day of notice' : day === last ? 'day of the meeting' : notClear(nation, day, alsoOff);
    days.push({ date: dateOf(day), number: because ? null : ++clear, because });
  }
  const needed = NATIONS[nation].clearDays;
  return { days, clear, needed, isEnough: clear >= needed };
}

/** The last day on which notice, and so the agenda, may go up before this meeting. */
export function lastNoticeDay(nation: Nation, meetingOn: string, alsoOff: readonly string[] = []): string {
  let day = read(meetingOn);
  let left = NATIONS[nation].clearDays;
  while (left > 0) if (notClear(nation, --day, alsoOff) === null) left--;
  return dateOf(day - 1);
}

/** The day by which a clerk wants an item who asks for it so many days ahead; never after the last day of notice. */
export function itemWantedBy(
  nation: Nation,
  meetingOn: string,
  daysAhead: number,
  alsoOff: readonly string[] = [],
): string {
  const asked = dateOf(read(meetingOn) - daysAhead);
  const last = lastNoticeDay(nation, meetingOn, alsoOff);
  return asked < last ? asked : last;
}

/**
 * The last day for a note of what was decided: working days, the day of the meeting being the first if it is one.
 * Null where the nation asks for none. Source: see `NATIONS`.
 */
export function noteOfDecisionsBy(
  nation: Nation,
  metOn: string,
  alsoOff: readonly string[] = [],
): string | null {
  const working = NATIONS[nation].noteOfDecisions;
  if (working === null) return null;
  let left = working;
  let day = read(metOn) - 1;
  while (left > 0) if (isWorkingDay(nation, ++day, alsoOff)) left--;
  return dateOf(day);
}

/** The last day for draft minutes of a small authority online, a month on; null where the nation asks for none. */
export function draftMinutesBy(nation: Nation, metOn: string): string | null {
  const rule = NATIONS[nation].draftMinutes;
  if (rule === null) return null;
  const [year, month, date] = metOn.split('-').map(Number) as [number, number, number];
  const later = month + rule.months;
  const first = dayNumber(year + Math.floor((later - 1) / 12), ((later - 1) % 12) + 1, 1);
  const next = dayNumber(year + Math.floor(later / 12), (later % 12) + 1, 1);
  return dateOf(Math.min(first + date - 1, next - 1));
}

/** The first reason that holds, the plainest one first; null for a clear day. */
function notClear(nation: Nation, day: number, alsoOff: readonly string[]): NotClear | null {
  const date = dateOf(day);
  if (isInChristmasBreak(nation, day)) return 'Christmas break';
  else if (isInEasterBreak(nation, day)) return 'Easter break';
  else if (isBankHoliday(nation, date)) return 'bank holiday';
  else if (alsoOff.includes(date)) return 'thanksgiving or mourning';
  else return weekdayOf(day) === 6 ? 'Sunday' : null;
}

/**
 * From the last weekday before Christmas Day to the first one after it that is no bank holiday. Lawyers may count
 * Saturday as a weekday; it is not taken for one here, so that the break is never too short, nor the notice.
 */
function isInChristmasBreak(nation: Nation, day: number): boolean {
  const year = Number(dateOf(day).slice(0, 4));
  const christmas = dayNumber(year, 12, 25);
  if (Math.abs(day - christmas) > 9) return false;
  let from = christmas - 1;
  while (isWeekend(from)) from--;
  let to = christmas + 1;
  while (isWeekend(to) || isBankHoliday(nation, dateOf(to))) to++;
  return day >= from && day <= to;
}

function isInEasterBreak(nation: Nation, day: number): boolean {
  const [from, to] = NATIONS[nation].easterBreak;
  const after = day - easterDay(Number(dateOf(day).slice(0, 4)));
  return after >= from && after <= to;
}

function isBankHoliday(nation: Nation, date: string): boolean {
  return bankHolidays(nation, Number(date.slice(0, 4))).includes(date);
}

function isWorkingDay(nation: Nation, day: number, alsoOff: readonly string[]): boolean {
  const date = dateOf(day);
  return !isWeekend(day) && !isBankHoliday(nation, date) && !alsoOff.includes(date);
}

function read(date: string): number {
  const day = dayOf(date);
  if (Number.isNaN(day)) throw new RangeError(`"${date}" is no date`);
  return day;
}
