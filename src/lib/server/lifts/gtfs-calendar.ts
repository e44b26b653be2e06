import * as civil from '#server/civil-days.ts';
import { TimetableRefused } from './gtfs-refusals.ts';
import { eachRow } from './gtfs-rows.ts';
import type { TimetableZip } from './gtfs-zip.ts';

/** On which days a service runs: a figure a day from the day the file was read, '1' where it does. */
export type Runs = string;

/** No timetable is looked at further ahead than this. */
const DAYS_AHEAD = 400;
/** A trip that began two days ago may still be on its way. */
export const DAYS_BEFORE = 3;
const MOST_ROWS = 2_000_000;
const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/**
 * The days of the services that are asked for, by calendar.txt and the exceptions of calendar_dates.txt; either may be
 * missing. `today` is 'YYYY-MM-DD'. Source: GTFS Schedule Reference, "calendar.txt" and "calendar_dates.txt".
 */
export async function daysOf(
  zip: TimetableZip,
  services: Set<string>,
  today: string,
): Promise<{ begins: string; runs: Map<string, Runs>; ends: string | null }> {
  const has = { week: zip.has('calendar.txt'), dates: zip.has('calendar_dates.txt') };
  if (!has.week && !has.dates) throw new TimetableRefused('missing', 'calendar.txt');
  const begins = civil.dayOf(today) - DAYS_BEFORE;
  const days = new Map<string, Uint8Array>();
  let ends = -Infinity;
  const set = (service: string, day: number, runs: number) => {
    if (runs === 1) ends = Math.max(ends, day);
    if (!days.has(service)) days.set(service, new Uint8Array(DAYS_BEFORE + DAYS_AHEAD));
    if (day >= begins && day < begins + DAYS_BEFORE + DAYS_AHEAD) days.get(service)![day - begins] = runs;
  };
  if (has.week) {
    const columns = { needed: ['service_id', ...WEEK, 'start_date', 'end_date'] as const };
    await eachRow(zip, 'calendar.txt', columns, MOST_ROWS, (row) => {
      if (!services.has(row.service_id)) return;
      const [from, to] = [dayOf(row.start_date), dayOf(row.end_date)];
      if (to < begins) ends = Math.max(ends, lastRun(row, from, to));
      for (let day = Math.max(from, begins); day <= Math.min(to, begins + DAYS_AHEAD); day += 1)
        if (row[WEEK[civil.weekdayOf(day)]!] === '1') set(row.service_id, day, 1);
    });
  }
  if (has.dates) {
    const columns = { needed: ['service_id', 'date', 'exception_type'] as const };
    await eachRow(zip, 'calendar_dates.txt', columns, MOST_ROWS, (row) => {
      if (services.has(row.service_id))
        set(row.service_id, dayOf(row.date), row.exception_type === '1' ? 1 : 0);
    });
  }
  const runs = [...days].map(([service, some]) => [service, some.join('')] as const);
  return {
    begins: civil.dateOf(begins),
    runs: new Map(runs),
    ends:
      lastOf(
        runs.map(([, all]) => all),
        begins,
      ) ?? (Number.isFinite(ends) ? civil.dateOf(ends) : null),
  };
}

/** 'YYYYMMDD' as days since 1970. Throws TimetableRefused. */
function dayOf(text: string): number {
  const day = civil.dayOf(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
  if (text.length !== 8 || Number.isNaN(day)) throw new TimetableRefused('odd', `date ${text.slice(0, 20)}`);
  return day;
}

/** Of a service that is over: its last day, or close to it. */
function lastRun(row: Record<(typeof WEEK)[number], string>, from: number, to: number): number {
  for (let day = to; day >= Math.max(from, to - 7); day -= 1)
    if (row[WEEK[civil.weekdayOf(day)]!] === '1') return day;
  return -Infinity;
}

/** The last day on which any of them runs. */
function lastOf(all: Runs[], begins: number): string | null {
  const last = Math.max(-1, ...all.map((runs) => runs.lastIndexOf('1')));
  return last < 0 ? null : civil.dateOf(begins + last);
}
