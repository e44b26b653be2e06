import type { Reader } from '#server/db/database.ts';
import * as settled from '#server/lifts/settled.ts';
import type { SettledLift } from '#server/lifts/settled.ts';
import { line, text, utc } from './ical-text.ts';

const TITLES = {
  rider: { out: 'My lift, there', back: 'My lift, back' },
  driver: { out: 'I give a lift, there', back: 'I give a lift, back' },
};

/**
 * The settled lifts of one person from `since` on (Unix seconds), one event a way. Never where, why or with whom:
 * calendars are kept, and read, by others.
 */
export async function ofPerson(
  db: Reader,
  person: string,
  origin: string,
  since: number,
): Promise<string[][]> {
  const all = await settled.ofPerson(db, person, since);
  return all.map((one) => event(one, `${origin}/me/lifts`));
}

function event({ id, part, leg, from, to, isOff, changedAt, changes }: SettledLift, page: string): string[] {
  const title = TITLES[part][leg];
  const words = isOff ? 'It has fallen through. Please do not wait for it.' : 'Both of you said yes.';
  return [
    'BEGIN:VEVENT',
    line('UID', `lift-${id}@natter`),
    line('DTSTAMP', utc(changedAt)),
    line('LAST-MODIFIED', utc(changedAt)),
    line('SEQUENCE', String(changes)),
    line('DTSTART', utc(from)),
    line('DTEND', utc(to)),
    line('SUMMARY', text(isOff ? `CANCELLED: ${title}` : title)),
    line('DESCRIPTION', text(`${words} All of it stands on your page:\n${page}`)),
    line('URL', page),
    line('STATUS', isOff ? 'CANCELLED' : 'CONFIRMED'),
    'CLASS:PRIVATE',
    'CATEGORIES:Lift',
    ...(isOff ? [] : ALARM),
    'END:VEVENT',
  ];
}

const ALARM = [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  'DESCRIPTION:Soon: your lift',
  'TRIGGER:-PT1H',
  'END:VALARM',
];
