import { dayOf } from '#server/meetups/days.ts';
import type { Reader } from '#server/db/database.ts';
import * as callBoard from '#server/rotas/call-board.ts';
import * as callDates from '#server/rotas/call-dates.ts';
import { windowOf } from '#server/rotas/call-times.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import { localOf } from '#server/wall-clock.ts';
import { line, text, utc } from './ical-text.ts';

const DAYS_AHEAD = 57;

/**
 * The calls that one person is to make in the next eight weeks, one event a day. Never whom: calendars are kept, and
 * read, by others.
 */
export async function ofPerson(db: Reader, person: string, origin: string, now: number): Promise<string[][]> {
  const wishes = await callWishes.withHelper(db, person);
  const all = await callBoard.gather(db, wishes, dayOf(localOf(now, 'UTC')));
  return all.flatMap((one) =>
    callDates
      .ahead(one, DAYS_AHEAD, now)
      .filter(({ maker }) => maker?.person.id === person)
      .map(({ onDay, maker }) => event(one, onDay, maker!.yesAt!, origin)),
  );
}

function event(one: callBoard.Arrangement, onDay: string, since: number, origin: string): string[] {
  const { from, to } = windowOf(onDay, one.part, one.zone);
  const page = `${origin}/${one.hub}/calls`;
  return [
    'BEGIN:VEVENT',
    line('UID', `call-${one.id}-${onDay}@natter`),
    line('DTSTAMP', utc(since)),
    line('DTSTART', utc(from)),
    line('DTEND', utc(to)),
    line('SUMMARY', text('A call to make')),
    line('DESCRIPTION', text(`Whom you ring stands on your page:\n${page}`)),
    line('URL', page),
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}
