import { MONTHS, numberInWords, WEEKDAYS } from '#lib/day-names.ts';
import { patternInWords } from '#lib/pattern.ts';

/*
 * Dates as neighbours say them. Every `local` is a wall-clock time of the hub, 'YYYY-MM-DDTHH:MM' (where only
 * the day matters, 'YYYY-MM-DD' does too), and so is `today`. No zone and no language of the machine comes in.
 */

const DAY_MS = 86_400_000;

/** 'Tuesday 2 March', or with its year where that is not the year of `today`. */
export function dayInWords(local: string, today?: string): string {
  const date = dateOf(local);
  const day = `${weekday(local)} ${date.getUTCDate()} ${month(local)}`;
  return today === undefined || local.slice(0, 4) === today.slice(0, 4)
    ? day
    : `${day} ${date.getUTCFullYear()}`;
}

/** '10.30 in the morning', '12 noon', '2 in the afternoon', '7 in the evening', 'midnight'. */
export function timeInWords(local: string): string {
  const { hour, minute } = timeOf(local);
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return '12 noon';
  return `${onTheClock(hour, minute)} ${partOfDay(hour)}`;
}

/** 'Tuesday 2 March, 10.30 in the morning'. */
export function dateTimeInWords(local: string, today?: string): string {
  return `${dayInWords(local, today)}, ${timeInWords(local)}`;
}

/** 'about an hour and a half': to the nearest quarter of an hour from an hour on, to the minute below. */
export function lengthInWords(minutes: number): string {
  if (minutes < 60) return `about ${underAnHour(Math.max(1, Math.round(minutes)))}`;
  const quarters = Math.round(minutes / 15);
  const hours = Math.floor(quarters / 4);
  const part = ['', 'a quarter', 'a half', 'three quarters'][quarters % 4]!;
  if (hours === 1) return part ? `about an hour and ${part}` : 'about an hour';
  return part
    ? `about ${numberInWords(hours)} and ${part.replace('quarters', 'quarter')} hours`
    : `about ${numberInWords(hours)} hours`;
}

/** '10.30' before noon, '2.30pm' after it; also '12 noon' and 'midnight'. */
export function shortTime(local: string): string {
  const { hour, minute } = timeOf(local);
  if (minute === 0 && hour % 12 === 0) return hour === 0 ? 'midnight' : '12 noon';
  const afterMidnight = hour === 0 ? 'am' : '';
  return `${hour % 12 || 12}.${String(minute).padStart(2, '0')}${hour < 12 ? afterMidnight : 'pm'}`;
}

/** 'Tue 2'. */
export function weekdayShort(local: string): string {
  return `${weekday(local).slice(0, 3)} ${dateOf(local).getUTCDate()}`;
}

/** 'today', 'tomorrow', 'yesterday', 'Thursday' within the six days ahead, otherwise as `dayInWords`. */
export function relativeDay(local: string, nowLocal: string): string {
  const days = (dateOf(local).getTime() - dateOf(nowLocal).getTime()) / DAY_MS;
  if (days === 0) return 'today';
  else if (days === 1) return 'tomorrow';
  else if (days === -1) return 'yesterday';
  else if (days > 1 && days < 7) return weekday(local);
  else return dayInWords(local, nowLocal);
}

/** For paper, which lasts: 'as of Tuesday 2 March 2027, 10.30 in the morning'. */
export function asOf(nowLocal: string): string {
  return `as of ${dayInWords(nowLocal)} ${nowLocal.slice(0, 4)}, ${timeInWords(nowLocal)}`;
}

/**
 * 'First Tuesday of the month, at 10.30 in the morning'; '3 dates'; or the one date, if there is no other.
 * Where a rule has dates beside it, the rule alone is told.
 */
export function describeSeries(
  series: { start: string; rrule?: string | null; rdates?: string[] },
  today?: string,
): string {
  const { start, rrule, rdates = [] } = series;
  if (rrule) return `${patternInWords(rrule, start)}, at ${timeInWords(start)}`;
  const dates = new Set([start, ...rdates]).size;
  return dates === 1 ? dateTimeInWords(start, today) : `${dates} dates`;
}

function partOfDay(hour: number): string {
  if (hour === 0) return 'at night';
  else if (hour < 12) return 'in the morning';
  else if (hour < 18) return 'in the afternoon';
  else return 'in the evening';
}

function onTheClock(hour: number, minute: number): string {
  const hours = String(hour % 12 || 12);
  return minute === 0 ? hours : `${hours}.${String(minute).padStart(2, '0')}`;
}

function underAnHour(minutes: number): string {
  if (minutes === 15) return 'a quarter of an hour';
  else if (minutes === 30) return 'half an hour';
  else if (minutes === 45) return 'three quarters of an hour';
  else return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

function weekday(local: string): string {
  return WEEKDAYS[(dateOf(local).getUTCDay() + 6) % 7]!;
}

function month(local: string): string {
  return MONTHS[dateOf(local).getUTCMonth()]!;
}

function timeOf(local: string): { hour: number; minute: number } {
  return { hour: Number(local.slice(11, 13)), minute: Number(local.slice(14, 16)) };
}

function dateOf(local: string): Date {
  // By its numbers: reading a text takes four times as long, and a page has hundreds.
  return new Date(
    Date.UTC(Number(local.slice(0, 4)), Number(local.slice(5, 7)) - 1, Number(local.slice(8, 10))),
  );
}
