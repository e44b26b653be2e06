import { describe, expect, test } from 'vitest';
import * as recurrence from '#server/meetups/recurrence.ts';

const zone = 'Europe/London';
const always = { from: '1900-01-01', to: '2999-12-31', limit: 100 };

function datesOf(rrule: string, start = '2027-03-02T10:30', window = always): string[] {
  return recurrence.occurrences({ start, zone, rrule }, window).map((local) => local.slice(0, 10));
}

function refusedPart(rrule: string, start = '2027-03-02T10:30', inZone = zone): string | null {
  try {
    recurrence.occurrences({ start, zone: inZone, rrule }, always);
    return null;
  } catch (refusal) {
    if (refusal instanceof recurrence.RecurrenceRefused) return refusal.part;
    throw refusal;
  }
}

describe('a rule', () => {
  test('gives the first Tuesdays, on its own clock in summer and winter', () => {
    const series = { start: '2027-03-02T10:30', zone, rrule: 'FREQ=MONTHLY;BYDAY=1TU' };
    const window = { from: '2027-03-02T10:30', to: '2028-01-01T00:00', limit: 4 };
    expect(recurrence.occurrences(series, window)).toEqual([
      '2027-03-02T10:30',
      '2027-04-06T10:30',
      '2027-05-04T10:30',
      '2027-06-01T10:30',
    ]);
  });

  // The examples of RFC 5545, 3.8.5.3, that lie within the subset; all begin at 9 on 2 September 1997.
  test.each([
    ['FREQ=DAILY;COUNT=3', '1997-09-02 1997-09-03 1997-09-04'],
    ['FREQ=DAILY;UNTIL=19970904T000000Z', '1997-09-02 1997-09-03'],
    ['FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=4', '1997-09-02 1997-09-16 1997-09-30 1997-10-14'],
    ['FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH', '1997-09-02 1997-09-04 1997-09-09 1997-09-11'],
    ['FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU', '1997-09-07 1997-09-28 1997-11-02 1997-11-30'],
    ['FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3', '1997-09-28 1997-10-29 1997-11-28'],
    ['FREQ=MONTHLY;COUNT=4;BYMONTHDAY=2,15', '1997-09-02 1997-09-15 1997-10-02 1997-10-15'],
    ['FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1', '1997-09-30 1997-10-01 1997-10-31 1997-11-01'],
    ['FREQ=MONTHLY;INTERVAL=18;COUNT=3;BYMONTHDAY=10,11', '1997-09-10 1997-09-11 1999-03-10'],
    [
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU;COUNT=6',
      '1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-11-04',
    ],
    ['FREQ=YEARLY;COUNT=4;BYMONTH=6,7', '1998-06-02 1998-07-02 1999-06-02 1999-07-02'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=3', '1998-03-05 1998-03-12 1998-03-19'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3', '1998-02-13 1998-03-13 1998-11-13'],
    ['FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=3', '1997-09-13 1997-10-11 1997-11-08'],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04 1997-10-07 1997-11-06'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3', '1997-09-29 1997-10-30 1997-11-27'],
    ['FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5', '1997-09-15 1997-09-30 1997-10-15 1997-10-30 1997-11-15'],
  ])('%s', (rrule, dates) => {
    expect(datesOf(rrule, '1997-09-02T09:00').slice(0, dates.split(' ').length)).toEqual(dates.split(' '));
  });

  test('finds the day of an election every fourth year', () => {
    const rrule = 'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3';
    expect(datesOf(rrule, '1996-11-05T09:00')).toEqual(['1996-11-05', '2000-11-07', '2004-11-02']);
  });

  test('counts its weeks from the day that WKST names', () => {
    const rrule = 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=';
    const start = '1997-08-05T09:00';
    expect(datesOf(`${rrule}MO`, start)).toEqual(['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24']);
    expect(datesOf(`${rrule}SU`, start)).toEqual(['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31']);
  });

  test('passes over months without such a day, and does not count them', () => {
    expect(datesOf('FREQ=MONTHLY;COUNT=3', '2027-01-31T10:30')).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
    ]);
    expect(datesOf('FREQ=YEARLY;COUNT=2', '2096-02-29T10:30')).toEqual(['2096-02-29', '2104-02-29']);
    expect(datesOf('FREQ=MONTHLY;BYDAY=5TU;COUNT=2')).toEqual(['2027-03-30', '2027-06-29']);
  });

  test('leaves out a start that does not fit it', () => {
    expect(datesOf('FREQ=MONTHLY;BYDAY=1TU;COUNT=1', '2027-03-03T10:30')).toEqual(['2027-04-06']);
  });

  test('takes positions from a whole week, month or year, days before its start among them', () => {
    expect(datesOf('FREQ=WEEKLY;BYDAY=MO,TU,FR,SU;BYSETPOS=3;COUNT=1', '2030-07-02T10:30')).toEqual([
      '2030-07-05',
    ]);
    expect(datesOf('FREQ=YEARLY;BYDAY=TU;BYSETPOS=2,-1;COUNT=2')).toEqual(['2027-12-28', '2028-01-11']);
    expect(datesOf('FREQ=DAILY;BYDAY=TU;BYSETPOS=-1;COUNT=2')).toEqual(['2027-03-02', '2027-03-09']);
  });

  test('takes positions only from the days of a week whose month it names', () => {
    const inApril = 'FREQ=WEEKLY;BYDAY=MO,WE,FR;BYMONTH=4;BYSETPOS=1;COUNT=2';
    expect(datesOf(inApril)).toEqual(['2027-04-02', '2027-04-05']);
    const inMarch = 'FREQ=WEEKLY;BYDAY=MO,WE,FR;BYMONTH=3;BYSETPOS=-1;COUNT=2';
    expect(datesOf(inMarch, '2027-03-22T10:30')).toEqual(['2027-03-26', '2027-03-31']);
  });

  test('knows every February by its length', () => {
    const lastDays = datesOf('FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=-1;COUNT=18', '2027-02-28T10:30');
    expect([lastDays[1], lastDays[17]]).toEqual(['2028-02-29', '2044-02-29']);
  });

  test('means the year by a yearly ordinal, unless it names months', () => {
    expect(datesOf('FREQ=YEARLY;BYDAY=5SA,-1FR;COUNT=3')).toEqual(['2027-12-31', '2028-01-29', '2028-12-29']);
    expect(datesOf('FREQ=YEARLY;BYMONTH=7;BYDAY=1SA;COUNT=2')).toEqual(['2027-07-03', '2028-07-01']);
    expect(datesOf('FREQ=YEARLY;BYDAY=5SA;BYMONTHDAY=4;COUNT=1')).toEqual(['2034-02-04']);
  });

  test('may be written in small letters and in any order', () => {
    expect(datesOf('byday=+1tu;count=1;freq=monthly')).toEqual(['2027-03-02']);
  });
});

describe('UNTIL', () => {
  test('in UTC is an instant, so that summer time matters', () => {
    const start = '2027-03-27T10:30';
    expect(datesOf('FREQ=DAILY;UNTIL=20270327T103000Z', start)).toEqual(['2027-03-27']);
    expect(datesOf('FREQ=DAILY;UNTIL=20270328T093000Z', start)).toEqual(['2027-03-27', '2027-03-28']);
    expect(datesOf('FREQ=DAILY;UNTIL=20270328T092959Z', start)).toEqual(['2027-03-27']);
  });

  test('may fall on another day here than in UTC', () => {
    const inAuckland = {
      start: '2027-03-01T08:00',
      zone: 'Pacific/Auckland',
      rrule: 'FREQ=DAILY;UNTIL=20270301T190000Z',
    };
    expect(recurrence.occurrences(inAuckland, always)).toEqual(['2027-03-01T08:00', '2027-03-02T08:00']);
  });

  test('without a zone is a time here, and a date alone is its whole day', () => {
    expect(datesOf('FREQ=DAILY;UNTIL=20270303T103000')).toEqual(['2027-03-02', '2027-03-03']);
    expect(datesOf('FREQ=DAILY;UNTIL=20270303T102959')).toEqual(['2027-03-02']);
    expect(datesOf('FREQ=DAILY;UNTIL=20270303')).toEqual(['2027-03-02', '2027-03-03']);
  });

  test('before the start leaves nothing', () => {
    expect(datesOf('FREQ=DAILY;UNTIL=20270301')).toEqual([]);
    expect(datesOf('FREQ=DAILY;UNTIL=00000101T000000Z')).toEqual([]);
  });
});

describe('further dates and missing ones', () => {
  const start = '2027-03-02T10:30';
  const rrule = 'FREQ=WEEKLY;COUNT=3';

  test('are merged in order, each once', () => {
    const rdates = ['2027-03-09T10:30', '2027-03-12T19:00', '2027-03-01T09:00', '2027-03-12T19:00'];
    expect(recurrence.occurrences({ start, zone, rrule, rdates }, always)).toEqual([
      '2027-03-01T09:00',
      '2027-03-02T10:30',
      '2027-03-09T10:30',
      '2027-03-12T19:00',
      '2027-03-16T10:30',
    ]);
    const two = { ...always, limit: 2 };
    expect(recurrence.occurrences({ start, zone, rrule, rdates }, two)).toEqual(['2027-03-01T09:00', start]);
  });

  test('an exception takes away its own time, counted though it was', () => {
    const exdates = ['2027-03-09T10:30', '2027-03-16T11:00'];
    const rdates = ['2027-03-09T10:30'];
    expect(recurrence.occurrences({ start, zone, rrule, exdates, rdates }, always)).toEqual([
      start,
      '2027-03-16T10:30',
    ]);
  });

  test('without a rule there is the start and the list', () => {
    expect(recurrence.occurrences({ start, zone }, always)).toEqual([start]);
    expect(
      recurrence.occurrences({ start, zone, rrule: null, rdates: ['2027-04-06T10:30'] }, always),
    ).toEqual([start, '2027-04-06T10:30']);
    expect(recurrence.occurrences({ start, zone, exdates: [start] }, always)).toEqual([]);
  });
});

describe('a window', () => {
  const series = { start: '2027-03-02T10:30', zone, rrule: 'FREQ=DAILY' };

  test('includes its beginning and not its end', () => {
    const window = { from: '2027-03-03T10:30', to: '2027-03-05T10:30', limit: 9 };
    expect(recurrence.occurrences(series, window)).toEqual(['2027-03-03T10:30', '2027-03-04T10:30']);
    const minuteLater = { from: '2027-03-03T10:31', to: '2027-03-05T10:31', limit: 9 };
    expect(recurrence.occurrences(series, minuteLater)).toEqual(['2027-03-04T10:30', '2027-03-05T10:30']);
    expect(recurrence.occurrences(series, { from: '2027-03-03', to: '2027-03-04', limit: 9 })).toHaveLength(
      1,
    );
  });

  test('that is empty, or has no room, gives nothing', () => {
    expect(recurrence.occurrences(series, { from: '2027-03-05', to: '2027-03-03', limit: 9 })).toEqual([]);
    for (const limit of [0, -1, NaN])
      expect(recurrence.occurrences(series, { ...always, limit })).toEqual([]);
  });

  test('that is not made of times is a bug', () => {
    expect(() => recurrence.occurrences(series, { ...always, to: 'later' })).toThrow(RangeError);
  });

  test('does not change what COUNT counts', () => {
    const window = { ...always, from: '2027-03-04' };
    expect(datesOf('FREQ=DAILY;COUNT=4', '2027-03-02T10:30', window)).toEqual(['2027-03-04', '2027-03-05']);
  });
});

describe('what is outside the subset is refused by name', () => {
  test.each([
    ['FREQ=HOURLY', 'FREQ'],
    ['FREQ=', 'FREQ'],
    ['INTERVAL=2', 'FREQ'],
    ['', 'RRULE'],
    ['FREQ=DAILY;', 'RRULE'],
    ['RRULE:FREQ=DAILY', 'RRULE:FREQ'],
    ['FREQ=DAILY;BYHOUR=9', 'BYHOUR'],
    ['FREQ=YEARLY;BYWEEKNO=20', 'BYWEEKNO'],
    ['FREQ=YEARLY;BYYEARDAY=1', 'BYYEARDAY'],
    ['RSCALE=HEBREW;FREQ=YEARLY', 'RSCALE'],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ'],
    ['FREQ=DAILY;constructor=1', 'CONSTRUCTOR'],
    ['FREQ=DAILY;COUNT', 'COUNT'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL'],
    ['FREQ=DAILY;INTERVAL=53', 'INTERVAL'],
    ['FREQ=DAILY;INTERVAL=1e1', 'INTERVAL'],
    ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL'],
    ['FREQ=DAILY;COUNT=0', 'COUNT'],
    ['FREQ=DAILY;COUNT=1001', 'COUNT'],
    ['FREQ=DAILY;COUNT=5;UNTIL=20270401', 'UNTIL'],
    ['FREQ=DAILY;UNTIL=20270230', 'UNTIL'],
    ['FREQ=DAILY;UNTIL=20270401T256000Z', 'UNTIL'],
    ['FREQ=DAILY;UNTIL=2027-04-01', 'UNTIL'],
    ['FREQ=WEEKLY;BYDAY=1TU', 'BYDAY'],
    ['FREQ=MONTHLY;BYDAY=6TU', 'BYDAY'],
    ['FREQ=MONTHLY;BYDAY=0TU', 'BYDAY'],
    ['FREQ=MONTHLY;BYDAY=-2TU', 'BYDAY'],
    ['FREQ=MONTHLY;BYDAY=TU,', 'BYDAY'],
    ['FREQ=MONTHLY;BYDAY=TUE', 'BYDAY'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY= 1', 'BYMONTHDAY'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH'],
    ['FREQ=YEARLY;BYMONTH=-1', 'BYMONTH'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS'],
    ['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=0', 'BYSETPOS'],
    ['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=367', 'BYSETPOS'],
    ['FREQ=WEEKLY;WKST=1MO', 'WKST'],
    ['FREQ=WEEKLY;WK\u017fT=MO', 'WK\u017fT'],
  ])('%s', (rrule, part) => {
    expect(refusedPart(rrule)).toBe(part);
  });

  test('so are a start, a zone and dates that are none', () => {
    for (const start of [
      '',
      '2027-02-29T10:30',
      '2027-03-02T24:00',
      '2027-03-02 10:30',
      '2027-03-02T10:30Z',
    ]) {
      expect(refusedPart('FREQ=DAILY', start)).toBe('DTSTART');
    }
    for (const nowhere of ['', 'Europe/Stainsacre', '+01:00', 'x'.repeat(1e6)]) {
      expect(refusedPart('FREQ=DAILY', '2027-03-02T10:30', nowhere)).toBe('TZID');
    }
    const series = { start: '2027-03-02T10:30', zone };
    expect(() => recurrence.occurrences({ ...series, exdates: ['2027-03-02'] }, always)).toThrow('EXDATE');
    expect(() => recurrence.occurrences({ ...series, rdates: ['2027-13-02T10:30'] }, always)).toThrow(
      'RDATE',
    );
    const tooMany = Array<string>(5_001).fill('2027-03-02T10:30');
    expect(() => recurrence.occurrences({ ...series, rdates: tooMany }, always)).toThrow('RDATE');
  });

  test('a part is named in at most 40 letters', () => {
    expect(refusedPart(`FREQ=DAILY;${'X'.repeat(500)}=1`)).toBe('X'.repeat(40));
  });
});
