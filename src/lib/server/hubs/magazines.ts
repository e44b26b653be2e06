import * as civil from '#server/civil-days.ts';
import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';

/** By when, month after month, a magazine wants its text. */
export type Deadline =
  /** A day of the month; of a shorter month its last. */
  | { monthDay: number }
  /** First to fourth, or -1 for the last; Monday is 0. */
  | { nth: number; weekday: number };

/** The parish magazine, as a hub has written it down. */
export interface Magazine {
  hub: string;
  name: string;
  deadline: Deadline;
  /** How many days before the keepers are reminded. */
  remindBefore: number;
}

const COLUMNS = 'm.hub, m.name, m.month_day, m.nth, m.weekday, m.remind_before';

export async function find(db: Reader, hub: string): Promise<Magazine | null> {
  const row = await db.one(`SELECT ${COLUMNS} FROM magazines m WHERE m.hub = :hub`, { hub });
  return row && fromRow(row);
}

/** The magazines of all hubs, with the zone of each. */
export async function all(db: Reader): Promise<{ magazine: Magazine; zone: string }[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}, hubs.zone
       FROM magazines m
       JOIN hubs ON hubs.slug = m.hub
      ORDER BY m.hub`,
  );
  return rows.map((row) => ({ magazine: fromRow(row), zone: text(row, 'zone') }));
}

/** Writes down what a magazine wants; a hub has one. */
export async function keep(tx: Writer, { hub, name, deadline, remindBefore }: Magazine, now: number) {
  const none = { monthDay: null, nth: null, weekday: null };
  await tx.run(
    `INSERT INTO magazines (hub, name, month_day, nth, weekday, remind_before, changed_at)
     VALUES (:hub, :name, :monthDay, :nth, :weekday, :remindBefore, :now)
     ON CONFLICT (hub) DO UPDATE
       SET name = :name, month_day = :monthDay, nth = :nth, weekday = :weekday,
           remind_before = :remindBefore, changed_at = :now`,
    { hub, name, remindBefore, now, ...none, ...deadline },
  );
}

export async function forget(tx: Writer, hub: string): Promise<void> {
  await tx.run('DELETE FROM magazines WHERE hub = :hub', { hub });
}

/** The day of the deadline in a month 'YYYY-MM', as 'YYYY-MM-DD'. */
export function deadlineIn(deadline: Deadline, month: string): string {
  const [year = 0, at = 1] = month.split('-').map(Number);
  const length = civil.lengthOf(year, at);
  const first = civil.dayNumber(year, at, 1);
  if ('monthDay' in deadline) return civil.dateOf(first + Math.min(deadline.monthDay, length) - 1);
  const { nth, weekday } = deadline;
  const last = first + length - 1;
  return civil.dateOf(
    nth > 0
      ? first + civil.modulo(weekday - civil.weekdayOf(first), 7) + 7 * (nth - 1)
      : last - civil.modulo(civil.weekdayOf(last) - weekday, 7),
  );
}

/** The first deadline on `today` or after it; days are 'YYYY-MM-DD'. */
export function nextDeadline(deadline: Deadline, today: string): string {
  const own = deadlineIn(deadline, today.slice(0, 7));
  return own >= today ? own : deadlineIn(deadline, monthAfter(today));
}

/** The month 'YYYY-MM' after the month of a day or month. */
export function monthAfter(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${civil.twoDigits(month + 1)}`;
}

function fromRow(row: Row): Magazine {
  const monthDay = numberOrNull(row, 'month_day');
  return {
    hub: text(row, 'hub'),
    name: text(row, 'name'),
    deadline: monthDay === null ? { nth: number(row, 'nth'), weekday: number(row, 'weekday') } : { monthDay },
    remindBefore: number(row, 'remind_before'),
  };
}
