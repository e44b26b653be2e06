import { describe, expect, test } from 'vitest';
import * as dates from '#lib/dates.ts';

const start = '2027-03-02T10:30';

describe('a day in words', () => {
  test('is its weekday, date and month', () => {
    expect(dates.dayInWords(start)).toBe('Tuesday 2 March');
    expect(dates.dayInWords('2028-02-29')).toBe('Tuesday 29 February');
  });

  test('has its year only when that is not this year', () => {
    expect(dates.dayInWords(start, '2027-12-31T09:00')).toBe('Tuesday 2 March');
    expect(dates.dayInWords(start, '2026-12-31')).toBe('Tuesday 2 March 2027');
  });

  test('is today, tomorrow, a weekday or a date', () => {
    const now = '2027-03-02T23:59';
    const relative = (local: string) => dates.relativeDay(local, now);
    expect(relative('2027-03-02T00:00')).toBe('today');
    expect(relative('2027-03-03T00:00')).toBe('tomorrow');
    expect(relative('2027-03-01T10:30')).toBe('yesterday');
    expect(relative('2027-03-04T10:30')).toBe('Thursday');
    expect(relative('2027-03-08T10:30')).toBe('Monday');
    expect(relative('2027-03-09T10:30')).toBe('Tuesday 9 March');
    expect(relative('2027-02-28T10:30')).toBe('Sunday 28 February');
    expect(relative('2028-03-02T10:30')).toBe('Thursday 2 March 2028');
  });

  test('is short where room is short', () => {
    expect(dates.weekdayShort(start)).toBe('Tue 2');
    expect(dates.weekdayShort('2027-03-07T10:30')).toBe('Sun 7');
  });

  test('on paper has the year and the time', () => {
    expect(dates.asOf(start)).toBe('as of Tuesday 2 March 2027, 10.30 in the morning');
  });
});

describe('a time in words', () => {
  test.each([
    ['00:00', 'midnight', 'midnight'],
    ['00:30', '12.30 at night', '12.30am'],
    ['06:05', '6.05 in the morning', '6.05'],
    ['10:30', '10.30 in the morning', '10.30'],
    ['11:59', '11.59 in the morning', '11.59'],
    ['12:00', '12 noon', '12 noon'],
    ['12:30', '12.30 in the afternoon', '12.30pm'],
    ['14:00', '2 in the afternoon', '2.00pm'],
    ['14:30', '2.30 in the afternoon', '2.30pm'],
    ['17:59', '5.59 in the afternoon', '5.59pm'],
    ['18:00', '6 in the evening', '6.00pm'],
    ['19:00', '7 in the evening', '7.00pm'],
  ])('%s is %s, or %s for short', (time, words, short) => {
    expect(dates.timeInWords(`2027-03-02T${time}`)).toBe(words);
    expect(dates.shortTime(`2027-03-02T${time}`)).toBe(short);
  });

  test('follows its day', () => {
    expect(dates.dateTimeInWords(start)).toBe('Tuesday 2 March, 10.30 in the morning');
    expect(dates.dateTimeInWords(start, '2026-11-01')).toBe('Tuesday 2 March 2027, 10.30 in the morning');
  });
});

describe('a length in words', () => {
  test.each([
    [1, 'about 1 minute'],
    [15, 'about a quarter of an hour'],
    [20, 'about 20 minutes'],
    [30, 'about half an hour'],
    [45, 'about three quarters of an hour'],
    [60, 'about an hour'],
    [75, 'about an hour and a quarter'],
    [90, 'about an hour and a half'],
    [100, 'about an hour and three quarters'],
    [120, 'about two hours'],
    [150, 'about two and a half hours'],
    [165, 'about two and three quarter hours'],
    [720, 'about 12 hours'],
  ])('%i minutes are %s', (minutes, words) => {
    expect(dates.lengthInWords(minutes)).toBe(words);
  });
});

describe('a series in words', () => {
  test.each([
    ['FREQ=WEEKLY', 'Every week on Tuesdays'],
    ['FREQ=WEEKLY;BYDAY=WE', 'Every week on Wednesdays'],
    ['FREQ=WEEKLY;BYDAY=FR,MO', 'Every week on Mondays and Fridays'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', 'Every second Thursday'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO', 'Every second week on Mondays and Thursdays'],
    ['FREQ=WEEKLY;INTERVAL=3', 'Every three weeks on Tuesdays'],
    ['FREQ=MONTHLY;BYDAY=1TU', 'First Tuesday of the month'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'Last Friday of the month'],
    ['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1', 'First Tuesday of the month'],
    ['FREQ=MONTHLY;BYDAY=3TU,1TU', 'First and third Tuesday of the month'],
    ['FREQ=MONTHLY;BYDAY=-1FR,2FR', 'Second and last Friday of the month'],
    ['FREQ=MONTHLY;BYDAY=-1MO,2FR', 'Second Friday and last Monday of the month'],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU', 'First Tuesday of every second month'],
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU', 'First Tuesday every three months'],
    ['FREQ=MONTHLY;BYDAY=1TU;BYMONTH=6,4,5', 'First Tuesday of the month in April, May and June'],
    ['FREQ=MONTHLY', 'On the 2nd of each month'],
    ['FREQ=MONTHLY;BYMONTHDAY=14', 'On the 14th of each month'],
    ['FREQ=MONTHLY;BYMONTHDAY=21,1,-1,11', 'On the 1st, 11th, 21st and last day of each month'],
    ['FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=3', 'On the 3rd of every second month'],
    ['FREQ=DAILY', 'Every day'],
    ['FREQ=DAILY;INTERVAL=2', 'Every second day'],
    ['FREQ=DAILY;BYDAY=SA,SU', 'Every week on Saturdays and Sundays'],
    ['FREQ=YEARLY', 'Every year on 2 March'],
    ['FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=14', 'Every year on 14 July'],
    ['FREQ=YEARLY;BYMONTH=7;BYDAY=1SA', 'Every year on the first Saturday in July'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'On certain days'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'On certain days'],
    ['FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1', 'On certain days'],
    ['FREQ=YEARLY;BYDAY=MO', 'On certain days'],
  ])('%s: %s', (rrule, words) => {
    expect(dates.describeSeries({ start, rrule })).toBe(`${words}, at 10.30 in the morning`);
  });

  test('without a rule is its date, or how many dates', () => {
    expect(dates.describeSeries({ start })).toBe('Tuesday 2 March, 10.30 in the morning');
    expect(dates.describeSeries({ start, rrule: null, rdates: [start] }, '2026-03-02')).toBe(
      'Tuesday 2 March 2027, 10.30 in the morning',
    );
    expect(dates.describeSeries({ start, rdates: ['2027-04-06T10:30', '2027-05-04T10:30'] })).toBe('3 dates');
  });
});
