import { error, type RequestEvent } from '@sveltejs/kit';
import { dayInWords, dateTimeInWords } from '#lib/dates.ts';
import * as calendars from '#server/elsewhere/calendars.ts';
import type { OtherDate } from '#server/elsewhere/dates.ts';
import { requireHub, requireMay } from '../../../door.ts';

/** The hub, for its hosts. */
export async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'plan-meetups', hub.slug).id };
}

export async function requireCalendar(event: RequestEvent) {
  const { hub, by } = await requireDesk(event);
  const calendar = await calendars.find(event.locals.house.db, hub.slug, event.params.id ?? '');
  return { hub, by, calendar: calendar ?? error(404, 'There is nothing here') };
}

/** An example, as one line that says when, what and where. */
export function exampleOf(date: OtherDate, today: string) {
  const { title, place, status, startsLocal, endsLocal } = date;
  return { title, place, status, when: whenInWords(startsLocal, endsLocal, today) };
}

function whenInWords(starts: string, ends: string, today: string): string {
  if (starts.length > 10) return dateTimeInWords(starts, today);
  return starts === ends
    ? `${dayInWords(starts, today)}, all day`
    : `${dayInWords(starts, today)} to ${dayInWords(ends, today)}`;
}
