import type { Database } from '#server/db/database.ts';
import * as adding from '#server/elsewhere/adding.ts';
import * as calendars from '#server/elsewhere/calendars.ts';
import * as hubs from '#server/hubs/hubs.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Village } from './village.ts';

/** What is on at the village hall of the demo village, from a file that Ada brought. */
export async function bringCalendar(db: Database, { hub, ids }: Village, now: number): Promise<void> {
  const found = await hubs.find(db, hub);
  const file = hallCalendar(localOf(now, found!.zone).slice(0, 10).replaceAll('-', ''));
  const bringing = {
    hub: found!,
    owner: 'the village hall',
    page: 'https://hall.example.org/',
    by: ids.Ada!,
  };
  const added = await adding.fromFile(db, { ...bringing, bytes: new TextEncoder().encode(file) }, now);
  if (added.is === 'added') await db.write((tx) => calendars.confirm(tx, hub, added.id, now));
}

function hallCalendar(day: string): string {
  const group = (title: string, time: string, rule: string) => [
    'BEGIN:VEVENT',
    `UID:${title.replaceAll(' ', '-')}@hall.example.org`,
    `DTSTART;TZID=Europe/London:${day}T${time}00`,
    'DURATION:PT1H30M',
    `RRULE:${rule}`,
    `SUMMARY:${title}`,
    'LOCATION:Village hall',
    'END:VEVENT',
  ];
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...group('Chair yoga', '1000', 'FREQ=WEEKLY;BYDAY=MO'),
    ...group('Parish council', '1900', 'FREQ=MONTHLY;BYDAY=2WE'),
    ...group('Film night', '1930', 'FREQ=MONTHLY;BYDAY=-1FR'),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}
