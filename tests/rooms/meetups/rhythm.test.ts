import { expect, test } from 'vitest';
import * as rhythm from '#server/meetups/rhythm.ts';

const TODAY = '2027-03-01';
const time = '10:30';

test('three taps make the first Tuesday of the month, from the next one on', () => {
  const taps = { often: 'monthly-by-weekday', nth: 1, weekday: 1, day: null, time } as const;
  expect(rhythm.timesOf(taps, TODAY)).toEqual({
    start: '2027-03-02T10:30',
    rrule: 'FREQ=MONTHLY;BYDAY=1TU',
    extra: [],
  });
  expect(rhythm.timesOf({ ...taps, day: '2027-03-03' }, TODAY)).toMatchObject({ start: '2027-04-06T10:30' });
});

test('a day says by itself which weekday of the month it is', () => {
  const on = (day: string) => rhythm.timesOf({ often: 'monthly-by-weekday', day, time }, TODAY);
  expect(on('2027-03-02')).toMatchObject({ rrule: 'FREQ=MONTHLY;BYDAY=1TU', start: '2027-03-02T10:30' });
  expect(on('2027-03-23')).toMatchObject({ rrule: 'FREQ=MONTHLY;BYDAY=4TU' });
  expect(on('2027-03-30')).toMatchObject({ rrule: 'FREQ=MONTHLY;BYDAY=-1TU', start: '2027-03-30T10:30' });
});

test('every other choice needs a day', () => {
  for (const often of ['once', 'weekly', 'fortnightly', 'monthly-by-date', 'on-dates'] as const) {
    expect(rhythm.timesOf({ often, day: null, time }, TODAY)).toBe('no-day');
  }
  expect(rhythm.timesOf({ often: 'monthly-by-weekday', day: null, time, nth: 1 }, TODAY)).toBe('no-day');
});

test('a date that some months do not have is not every month', () => {
  const on = (day: string) => rhythm.timesOf({ often: 'monthly-by-date', day, time }, TODAY);
  expect(on('2027-03-28')).toMatchObject({ rrule: 'FREQ=MONTHLY;BYMONTHDAY=28' });
  for (const day of ['2027-03-29', '2027-03-30', '2027-03-31']) expect(on(day)).toBe('not-every-month');
});

test('a list of dates has each once, in order, all at one time', () => {
  const dates = ['2027-05-04', '2027-03-02', '2027-04-06', '2027-05-04'];
  expect(rhythm.timesOf({ often: 'on-dates', day: '2027-03-02', time, dates }, TODAY)).toEqual({
    start: '2027-03-02T10:30',
    rrule: null,
    extra: ['2027-04-06T10:30', '2027-05-04T10:30'],
  });
});

test('the taps can be read back from the times', () => {
  const day = '2027-03-02';
  for (const taps of [
    { often: 'once', day, time },
    { often: 'weekly', day, time },
    { often: 'fortnightly', day, time },
    { often: 'monthly-by-date', day, time },
    { often: 'monthly-by-weekday', day, time },
    { often: 'on-dates', day, time, dates: ['2027-04-01'] },
  ] as const) {
    const times = rhythm.timesOf(taps as rhythm.Rhythm, TODAY) as rhythm.Times;
    expect(rhythm.rhythmOf(times)).toMatchObject(taps);
  }
  expect(rhythm.rhythmOf({ start: `${day}T10:30`, rrule: 'FREQ=YEARLY', extra: [] })).toBeNull();
});

test('all dates reach back to the first that is still to come, in the same second week', () => {
  const back = (rrule: string, start: string, from: string) =>
    rhythm.reachBack({ start, rrule, extra: [] }, from).start;
  expect(back('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2027-04-27T10:30', '2027-03-03')).toBe('2027-03-16T10:30');
  expect(back('FREQ=WEEKLY;BYDAY=TU', '2027-04-27T10:30', '2027-03-02')).toBe('2027-03-02T10:30');
  expect(back('FREQ=MONTHLY;BYDAY=1TU', '2027-06-01T10:30', '2027-03-02')).toBe('2027-03-02T10:30');
});
