import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { read, type Reading } from '#server/elsewhere/reading.ts';
import { calendar } from '#server/feeds/calendar.ts';
import { whereIn } from '#server/feeds/words.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { HONEST, HOSTILE } from '../../helpers/hostile-calendars.ts';
import { NOW } from '../../helpers/neighbours.ts';

const ZONE = 'Europe/London';
const bytes = (text: string) => new TextEncoder().encode(text);
const file = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];

async function readFile(text: string, now = NOW, zone = ZONE): Promise<Reading> {
  const found = await read(bytes(text), zone, now);
  if (found.is !== 'calendar') throw new Error(found.is);
  return found;
}

/** "when title" for each date, and "title: part" for what was left out. */
async function told(...lines: string[]) {
  const { dates, refused } = await readFile(file(...lines));
  return {
    dates: dates.map(({ startsLocal, title }) => `${startsLocal} ${title}`),
    refused: refused.map(({ title, part, value }) => `${title}: ${part} ${value}`.trim()),
  };
}

describe('of an event is read', () => {
  test('its title, place, page, beginning and end, on the hub’s clock', async () => {
    const { dates, name } = await readFile(
      file(
        'X-WR-CALNAME:Village hall',
        ...event(
          'UID:1',
          'DTSTART;TZID=Europe/Paris:20270303T113000',
          'DTEND;TZID=Europe/Paris:20270303T130000',
          'SUMMARY;LANGUAGE=en:Yoga\\, slow\\; with tea',
          'LOCATION;ALTREP="http://hall.example:1/":The hall,\r\n  upstairs',
          'URL:https://hall.example.org/yoga',
          'DESCRIPTION:Ring Dot on 01947 600 000',
          'ATTENDEE:mailto:cyd@example.org',
          'BEGIN:VALARM',
          'DTSTART:19990101T000000',
          'SUMMARY:Alarm',
          'END:VALARM',
        ),
      ),
    );
    expect(name).toBe('Village hall');
    expect(dates).toEqual([
      {
        title: 'Yoga, slow; with tea',
        place: 'The hall, upstairs',
        link: 'https://hall.example.org/yoga',
        status: 'on',
        startsLocal: '2027-03-03T10:30',
        endsLocal: '2027-03-03T12:00',
        startsAt: instantOf('2027-03-03T10:30', ZONE),
        endsAt: instantOf('2027-03-03T12:00', ZONE),
      },
    ]);
  });

  test('a time in UTC, one without a zone, and whole days', async () => {
    const { dates } = await readFile(
      file(
        'X-WR-TIMEZONE:Europe/Berlin',
        ...event('UID:1', 'DTSTART:20270702T093000Z', 'SUMMARY:Utc'),
        ...event('UID:2', 'DTSTART:20270702T113000', 'DURATION:PT30M', 'SUMMARY:Berlin'),
        ...event('UID:3', 'DTSTART;VALUE=DATE:20270703', 'DTEND;VALUE=DATE:20270705', 'SUMMARY:Fair'),
      ),
    );
    expect(dates.map(({ title, startsLocal, endsLocal }) => [title, startsLocal, endsLocal])).toEqual([
      ['Berlin', '2027-07-02T10:30', '2027-07-02T11:00'],
      ['Utc', '2027-07-02T10:30', '2027-07-02T10:30'],
      ['Fair', '2027-07-03', '2027-07-04'],
    ]);
  });

  test('a fold in the middle of a letter, and line ends of every kind', async () => {
    const [before, after] = [bytes('SUMMARY:caf'), bytes('é talk\n')];
    const text = [
      bytes('BEGIN:VCALENDAR\nBEGIN:VEVENT\r\nUID:1\nDTSTART:20270302T1\r\n\t03000Z\r\n'),
      ...[before, after.subarray(0, 1), bytes('\r\n '), after.subarray(1)],
      bytes('END:VEVENT\r\nEND:VCALENDAR'),
    ];
    const found = await read(Buffer.concat(text), ZONE, NOW);
    expect(found).toMatchObject({ dates: [{ title: 'café talk', startsLocal: '2027-03-02T10:30' }] });
  });

  test.each([
    ['GMT Standard Time', '2027-03-03T10:30'],
    ['/mozilla.org/20050126_1/Europe/London', '2027-03-03T10:30'],
    ['"(UTC+00:00) Dublin, Edinburgh, Lisbon, London"', '2027-03-03T10:30'],
    ['W. Europe Standard Time', '2027-03-03T09:30'],
    ['Our own', '2027-03-03T09:30'],
  ])('a time in what others call the zone %s', async (tzid, startsLocal) => {
    const { dates } = await readFile(
      file(
        ...['BEGIN:VTIMEZONE', 'TZID:Our own', 'X-LIC-LOCATION:Europe/Paris', 'END:VTIMEZONE'],
        ...event('UID:1', `DTSTART;TZID=${tzid}:20270303T103000`, 'SUMMARY:Yoga'),
      ),
    );
    expect(dates).toMatchObject([{ startsLocal }]);
  });

  test('a state: cancelled, or not certain yet', async () => {
    const { dates } = await readFile(
      file(
        ...event('UID:1', 'DTSTART:20270303T100000', 'STATUS:CANCELLED', 'SUMMARY:CANCELLED: Yoga'),
        ...event('UID:2', 'DTSTART:20270304T100000', 'STATUS:TENTATIVE', 'SUMMARY:Choir'),
      ),
    );
    expect(dates).toMatchObject([
      { status: 'off', title: 'Yoga' },
      { status: 'unsure', title: 'Choir' },
    ]);
  });

  test('what nobody sees, or turns the writing, or piles up on a letter, is not', async () => {
    const { dates } = await readFile(
      file(
        ...event(
          'UID:1',
          'DTSTART:20270303T100000',
          `SUMMARY:\u202eagoY\u200b e${'\u0301'.repeat(50)}\\nnow`,
        ),
      ),
    );
    expect(dates[0]!.title).toBe('agoY e\u0301\u0301\u0301 now'.normalize('NFD'));
  });

  test.each(['javascript:alert(1)', 'https://ada:secret@hall.example/', 'data:text/html,x', 'mailto:a@b.c'])(
    'no link to %s',
    async (url) => {
      const { dates } = await readFile(
        file(...event('UID:1', 'DTSTART:20270303T100000', 'SUMMARY:Yoga', `URL:${url}`)),
      );
      expect(dates).toMatchObject([{ link: null }]);
    },
  );
});

describe('dates by a rule', () => {
  const weekly = [
    'UID:1',
    'DTSTART;TZID=Europe/London:20270302T103000',
    'RRULE:FREQ=WEEKLY;COUNT=4',
    'SUMMARY:Yoga',
  ];

  test('keep their hour when the clocks go forward', async () => {
    const { dates } = await told(
      ...event(...weekly, 'DTEND;TZID=Europe/London:20270302T113000').map((line) =>
        line.replace('COUNT=4', 'COUNT=5'),
      ),
    );
    expect(dates).toEqual(['02', '09', '16', '23', '30'].map((day) => `2027-03-${day}T10:30 Yoga`));
  });

  test('are without their exceptions, with further dates, and with what stands in for one of them', async () => {
    const { dates } = await told(
      ...event(...weekly, 'EXDATE:20270309T103000Z', 'RDATE;TZID=Europe/London:20270312T140000'),
      ...event('UID:1', 'RECURRENCE-ID:20270316T103000Z', 'DTSTART:20270317T150000Z', 'SUMMARY:Yoga outside'),
      ...event(
        'UID:1',
        'RECURRENCE-ID:20270323T103000Z',
        'DTSTART:20270323T103000Z',
        'STATUS:CANCELLED',
        'SUMMARY:Yoga',
      ),
    );
    expect(dates).toEqual([
      '2027-03-02T10:30 Yoga',
      '2027-03-12T14:00 Yoga',
      '2027-03-17T15:00 Yoga outside',
      '2027-03-23T10:30 Yoga',
    ]);
  });

  test('of whole days stay on their days', async () => {
    const { dates } = await told(
      ...event('UID:1', 'DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=YEARLY', 'SUMMARY:Christmas'),
      ...event(
        'UID:2',
        'DTSTART;VALUE=DATE:20270301',
        'RRULE:FREQ=DAILY;COUNT=3',
        'EXDATE;VALUE=DATE:20270303',
        'SUMMARY:Fair',
      ),
    );
    expect(dates).toEqual(['2027-03-02 Fair', '2027-12-25 Christmas']);
  });

  test('go a year and a month ahead, however far they go', async () => {
    const { dates, areMore } = await readFile(
      file(...event('UID:1', 'DTSTART:20200101T100000', 'RRULE:FREQ=DAILY', 'SUMMARY:Swim')),
    );
    expect(dates.length).toBe(400);
    expect(areMore).toBe(false);
  });
});

describe('is left out, by name,', () => {
  const cases: [string, string[], string][] = [
    [
      'what comes again in a way we do not know',
      ['DTSTART:20270303T100000', 'RRULE:FREQ=DAILY;BYHOUR=10,12'],
      'RRULE BYHOUR',
    ],
    ['what comes every hour', ['DTSTART:20270303T100000', 'RRULE:FREQ=HOURLY'], 'RRULE FREQ'],
    ['exceptions by a rule', ['DTSTART:20270303T100000', 'RRULE:FREQ=DAILY', 'EXRULE:FREQ=WEEKLY'], 'EXRULE'],
    [
      'exceptions that make no sense',
      ['DTSTART:20270303T100000', 'RRULE:FREQ=DAILY', 'EXDATE:soon'],
      'EXDATE soon',
    ],
    [
      'exceptions without a value',
      ['DTSTART:20270303T100000', 'RRULE:FREQ=DAILY', 'EXDATE'],
      'EXDATE too many',
    ],
    [
      'further times with an end of their own',
      ['DTSTART:20270303T100000', 'RDATE;VALUE=PERIOD:20270304T100000/PT1H'],
      'RDATE 20270304T100000/PT1H',
    ],
    ['a zone that nobody knows', ['DTSTART;TZID=Mars/Base:20270303T100000'], 'TZID Mars/Base'],
    ['two beginnings', ['DTSTART:20270303T100000', 'DTSTART:20270304T100000'], 'DTSTART twice'],
    ['no beginning', ['DTEND:20270303T100000'], 'DTSTART'],
    ['a day that the calendar does not have', ['DTSTART:20270230T100000'], 'DTSTART 20270230T100000'],
    ['an end before the beginning', ['DTSTART:20270303T100000', 'DTEND:20270303T090000'], 'DTEND'],
    ['an end in years', ['DTSTART:20270303T100000', 'DTEND:20290303T100000'], 'DTEND'],
    [
      'a change of all later dates',
      ['DTSTART:20270303T100000', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20270304T100000'],
      'RECURRENCE-ID RANGE',
    ],
  ];
  test.each(cases)('%s', async (_, lines, said) => {
    expect(await told(...event('UID:1', 'SUMMARY:Yoga', ...lines))).toEqual({
      dates: [],
      refused: [`Yoga: ${said}`],
    });
  });

  test('what is private, without its title', async () => {
    const own = event('UID:1', 'DTSTART:20270303T100000', 'CLASS:PRIVATE', 'SUMMARY:Doctor');
    expect(await told(...own)).toEqual({ dates: [], refused: [': CLASS'] });
  });

  test('a whole rule when one of its exceptions cannot be read: its date would be shown as on', async () => {
    const { dates, refused } = await told(
      ...event('UID:1', 'DTSTART:20270303T100000', 'RRULE:FREQ=DAILY', 'SUMMARY:Yoga'),
      ...event('UID:1', 'RECURRENCE-ID:20270304T100000', 'DTSTART;TZID=Mars:20270305T100000', 'SUMMARY:Yoga'),
      ...event('UID:2', 'DTSTART:20270303T110000', 'SUMMARY:Choir'),
    );
    expect(dates).toEqual(['2027-03-03T11:00 Choir']);
    expect(refused).toEqual(['Yoga: TZID Mars']);
  });

  test('nothing, when it was over anyway', async () => {
    const { dates, refused } = await told(
      ...event('UID:1', 'DTSTART;TZID=Mars:20100303T100000', 'SUMMARY:Old'),
      ...event('UID:2', 'DTSTART:20100303T100000', 'RRULE:FREQ=HOURLY;UNTIL=20110101T000000Z', 'SUMMARY:Old'),
    );
    expect([dates, refused]).toEqual([[], []]);
  });
});

test.each([
  ['<!doctype html><title>Hall</title>', 'not-a-calendar'],
  ['', 'not-a-calendar'],
  ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n', 'cut-short'],
  ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n', 'cut-short'],
  ['BEGIN:VEVENT\r\nEND:VEVENT\r\n', 'not-a-calendar'],
])('what is no whole calendar is not read: %j', async (text, is) => {
  expect(await read(bytes(text), ZONE, NOW)).toEqual({ is });
});

test('a file of more than 40,000 lines is not read, however they are folded', async () => {
  const folded = (lines: number) => file(...event('UID:1', `SUMMARY:Yoga${'\r\n '.repeat(lines)}`));
  expect(await read(bytes(folded(40_000)), ZONE, NOW)).toEqual({ is: 'too-many-lines' });
  expect(await read(bytes(folded(39_000)), ZONE, NOW)).toMatchObject({ is: 'calendar' });
});

test('more than 1,000 events are said to be left', async () => {
  const many = Array.from({ length: 1_100 }, (_, i) =>
    event(`UID:${i}`, 'DTSTART:20270303T100000', `SUMMARY:Yoga ${i}`),
  );
  const { dates, left } = await readFile(file(...many.flat()));
  expect([dates.length, left]).toEqual([1_000, 100]);
});

test('of very many dates the soonest 1,000 are kept', async () => {
  const { dates, areMore } = await readFile(HONEST['a thousand weekly groups']!());
  expect(areMore).toBe(true);
  expect(dates).toHaveLength(1_000);
  const starts = dates.map(({ startsAt }) => startsAt);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
});

/** `count` events, each with these lines. */
const times = (count: number, ...lines: string[]) =>
  Array.from({ length: count }, (_, i) =>
    event(`UID:${lines.join()}${i}`, `SUMMARY:Yoga ${i}`, ...lines),
  ).flat();

test.each([
  ['fewer dates than their rules let one think', 'FREQ=DAILY;BYMONTH=12', 1_000],
  ['more dates than their rules let one think', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU', 1_000],
  ['few dates, all of which are kept', 'FREQ=YEARLY;BYMONTH=6', 181],
])('the soonest are kept of a file with %s', async (_, rule, count) => {
  const many = times(180, 'DTSTART:20270303T100000Z', `RRULE:${rule}`);
  const soon = ['UID:soon', 'DTSTART:20270302T200000Z', 'SUMMARY:Choir'];
  const { dates, areMore } = await readFile(file(...many, ...event(...soon)));
  expect(dates).toHaveLength(count);
  expect(areMore).toBe(count === 1_000);
  expect(dates[0]!.title).toBe('Choir');
  const [first, last] = [dates[1]!.startsAt, dates.at(-1)!.startsAt];
  // As many as come on each day, day after day.
  expect(last - first).toBe(count === 1_000 ? 5 * 86_400 : 0);
});

/** Words as our forms let them through. */
const typed = (most: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: most }),
      fc.constantFrom('Tea; cake, “talk” \\ n', 'a\\nb', 'CANCELLED'),
    )
    .map((text) =>
      text
        .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\s]+/gu, ' ')
        .replace(/(\p{M}{3})\p{M}+/gu, '$1')
        .trim(),
    );

const meetup = fc
  .record({
    title: typed(60).filter((title) => title !== '' && !/^cancell?ed\s*[:–-]/i.test(title)),
    name: typed(60),
    minute: fc.integer({ min: 0, max: 390 * 1440 }),
    length: fc.integer({ min: 1, max: 600 }),
    isOff: fc.boolean(),
    isConfirmed: fc.boolean(),
    zone: fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo'),
  })
  .map(({ title, name, minute, length, isOff, isConfirmed, zone }) => {
    const startsAt = NOW + minute * 60;
    const endsAt = startsAt + length * 60;
    const own = {
      title,
      zone,
      startsAt,
      endsAt,
      startsLocal: localOf(startsAt, zone),
      endsLocal: localOf(endsAt, zone),
    };
    const venue = { kind: 'public', name, address: '', area: '', point: null };
    const rest = {
      words: '',
      bring: '',
      cost: '',
      planB: '',
      hosts: [{ id: 'dot', firstName: 'Dot' }],
      sequence: 0,
      plannedAt: 0,
      changedAt: NOW,
      confirmedAt: isConfirmed ? NOW : null,
      cancelledBecause: '',
    };
    return { ...own, ...rest, venue, cancelledAt: isOff ? NOW : null } as unknown as Meetup;
  });

/** What we publish as not certain is read as not certain. */
function statusOf(one: Meetup): string {
  if (one.cancelledAt !== null) return 'off';
  return stillOn.standing(one, NOW) === 'check-first' ? 'unsure' : 'on';
}

test('what we publish we read back without a difference', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(meetup, { minLength: 1, maxLength: 4 }), async (meetups) => {
      const entries = meetups.map((one, i) => ({
        meetup: { ...one, id: `m${i}` },
        address: `https://natter.example/h/meetups/m${i}`,
      }));
      const { dates, refused } = await readFile(calendar('The shelter', entries, NOW));
      expect(refused).toEqual([]);
      const seen = new Set<string>();
      const expected = entries
        .map(({ meetup: one, address }) => ({
          title: one.title,
          place: whereIn(one),
          link: address,
          status: statusOf(one),
          startsLocal: localOf(one.startsAt, ZONE),
          endsLocal: localOf(one.endsAt, ZONE),
          startsAt: one.startsAt,
          endsAt: one.endsAt,
        }))
        .filter(({ startsAt, title, place }) => {
          const key = `${startsAt} ${title} ${place}`;
          return seen.has(key) ? false : Boolean(seen.add(key));
        });
      const byLink = (a: { link: string | null }, b: { link: string | null }) => (a.link! < b.link! ? -1 : 1);
      expect([...dates].sort(byLink)).toEqual(expected.sort(byLink));
    }),
    { numRuns: 300 },
  );
});

test('no text at all does more than be refused', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      'BEGIN:VCALENDAR',
      'END:VCALENDAR',
      'BEGIN:VEVENT',
      'END:VEVENT',
      'BEGIN:VTIMEZONE',
      'END:VTIMEZONE',
    ),
    fc.constantFrom(
      'UID:1',
      'SUMMARY:Yoga',
      'DTSTART:20270303T100000',
      'RRULE:FREQ=DAILY',
      'EXDATE:20270304T100000',
      ' ',
      '\t:',
    ),
    fc
      .tuple(
        fc.constantFrom('DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'URL', 'SUMMARY', 'TZID'),
        fc.string(),
      )
      .map((parts) => parts.join(':')),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
      const whole = await read(bytes(file(...lines)), ZONE, NOW);
      const event = await read(bytes(file('BEGIN:VEVENT', ...lines, 'END:VEVENT')), ZONE, NOW);
      for (const found of [whole, event]) expect(typeof found.is).toBe('string');
    }),
    { numRuns: 1_000 },
  );
});

test('on the slowest of machines others get their turn all along, whatever the file', async () => {
  const looks = vi.spyOn(performance, 'now');
  let clock = 0;
  looks.mockImplementation(() => (clock += 5));
  for (const name of ['a thousand weekly groups', 'half a million lines of nothing', 'long heads']) {
    const text = bytes({ ...HOSTILE, ...HONEST }[name]!());
    looks.mockClear();
    let isRead = false;
    let turns = 0;
    const others = () => {
      turns += 1;
      if (!isRead) setImmediate(others);
    };
    setImmediate(others);
    await read(text, ZONE, NOW);
    isRead = true;
    // Eight milliseconds have passed at every second look, and each pause looks once more.
    expect(turns, name).toBeGreaterThan(looks.mock.calls.length / 4);
    expect(looks.mock.calls.length, name).toBeGreaterThan(60);
  }
  looks.mockRestore();
});

describe('a hostile file costs at most 50 ms', () => {
  // Of the processor, the best of some goes: what else this machine is doing is none of it.
  const MOST_MS = 50;
  const GOES = 12;
  test.each(Object.keys({ ...HOSTILE, ...HONEST }))('%s', async (name) => {
    const text = bytes({ ...HOSTILE, ...HONEST }[name]!());
    expect(text.length).toBeLessThanOrEqual(1_000_000);
    let best = Infinity;
    for (let go = 0; go < GOES && best > MOST_MS / 2; go += 1) {
      const before = process.cpuUsage();
      await read(Uint8Array.from(text), ZONE, NOW);
      const { user, system } = process.cpuUsage(before);
      best = Math.min(best, (user + system) / 1_000);
    }
    expect(best).toBeLessThanOrEqual(MOST_MS);
  });
});
