import { beforeAll, describe, expect, test } from 'vitest';
import * as hubCalendar from '#server/feeds/hub-calendar.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as oneDate from '#server/meetups/one-date.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { READERS, type Read } from '../../helpers/calendar-readers.ts';
import { openFile } from '../../helpers/databases.ts';
import { asItIs, buildVillage, get, join, planTea } from '../../helpers/plans.ts';

const ORIGIN = 'https://natter.example';
const at = (local: string) => instantOf(local, 'Europe/London');
const YEARS = [2026, 2027, 2028, 2029, 2030];

interface Feed {
  year: number;
  ics: string;
  expected: Read[];
}

/** What the rooms say about a date, as a reader should see it. */
function asRead({ id, startsAt, endsAt, cancelledAt, title }: Meetup): Read {
  const utc = (instant: number) => `${localOf(instant, 'UTC')}Z`;
  const isOff = cancelledAt !== null;
  return [
    `${id}@natter`,
    utc(startsAt),
    utc(endsAt),
    isOff ? 'CANCELLED' : 'CONFIRMED',
    isOff ? `CANCELLED: ${title}` : title,
  ];
}

/** A hub that meets through both clock changes of a year, with a date called off, one moved and one at somebody's home. */
async function makeFeed(year: number): Promise<Feed> {
  const db = await openFile();
  const now = at(`${year}-01-01T09:00`);
  const village = await buildVillage(db, now);
  const plan = (changes: Parameters<typeof planTea>[1]) => planTea(village, changes, now);
  const tea = await plan({
    title: 'Tea, cake; and “talk” – naïve \\ café',
    start: `${year}-01-06T10:30`,
    rrule: 'FREQ=WEEKLY',
    words:
      'A line that is long enough to be folded, with ünïcödé in it, several times over, again and again.\nAnd a second.',
  });
  await plan({ title: 'Late', start: `${year}-01-03T23:30`, rrule: 'FREQ=WEEKLY;BYDAY=SA', lengthMin: 150 });
  await plan({
    title: 'In the gap',
    start: `${year}-01-04T01:30`,
    rrule: 'FREQ=WEEKLY;BYDAY=SU',
    lengthMin: 45,
  });
  await plan({
    title: 'At Dot’s',
    start: `${year}-02-03T14:00`,
    venueId: village.house,
    hosts: [village.dot, village.ada],
  });
  const tuesday = (await dates(village.hub)).find(({ seriesId }) => seriesId === tea)!;
  await join(village, tuesday.id, 'Cyd', 'coming', now);
  const moved = await get(village, tuesday.id, now);
  const to = { ...asItIs(moved), start: moved.startsLocal.replace('T10:30', 'T15:00') };
  expect(await oneDate.change(db, moved, { by: village.ada, to, tellSmall: false }, now)).toBe('changed');
  const off = (await dates(village.hub)).filter(({ seriesId }) => seriesId === tea)[3]!;
  await cancelling.cancel(db, off, { by: village.ada, because: 'Snow, and ice; really' }, now);
  const hub = (await hubs.find(db, village.hub))!;
  const feed = await hubCalendar.ofHub(db, hub, ORIGIN, now);
  const made = { year, ics: await feed.body(), expected: (await dates(village.hub)).map(asRead) };
  await db.close();
  db.remove();
  return made;

  async function dates(hub: string) {
    return hubCalendar.datesOf(db, hub, at(`${year}-01-01T00:00`), now);
  }
}

const sorted = (read: Read[]) => [...read].sort((a, b) => `${a[1]}${a[0]}`.localeCompare(`${b[1]}${b[0]}`));

describe('the calendar of a hub', () => {
  let feeds: Feed[];
  beforeAll(async () => {
    feeds = [];
    for (const year of YEARS) feeds.push(await makeFeed(year));
  }, 120_000);

  for (const reader of READERS) {
    const named = reader.missing ? `${reader.name} (skipped: ${reader.missing})` : reader.name;
    test.skipIf(reader.missing)(
      `is read by ${named} as the rooms have it, through every change of the clocks`,
      () => {
        for (const { ics, expected } of feeds) {
          expect(expected.length).toBeGreaterThan(150);
          expect(sorted(reader.read(ics))).toEqual(sorted(expected));
        }
      },
      120_000,
    );
  }

  test('keeps to 75 octets a line, and ends lines as the RFC has it', () => {
    for (const { ics } of feeds) {
      expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
      const lines = ics.split('\r\n');
      expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true);
    }
  });

  test('never names who comes, nor where a home is', () => {
    for (const { ics } of feeds) {
      const whole = ics.replaceAll('\r\n ', '');
      expect(whole).not.toMatch(/ATTENDEE|Cyd|12 Mill Lane|GEO/);
      expect(whole).toContain('LOCATION:A house in Mill Lane');
    }
  });
});
