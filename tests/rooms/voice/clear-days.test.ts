import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, dayOf } from '#server/civil-days.ts';
import { bankHolidays, easterDay } from '#server/voice/bank-holidays.ts';
import {
  clearDays,
  draftMinutesBy,
  itemWantedBy,
  lastNoticeDay,
  noteOfDecisionsBy,
} from '#server/voice/clear-days.ts';

/** As the government publishes them. */
const PUBLISHED = {
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
};

test.each(Object.entries(PUBLISHED))('bank holidays of %s are those that are published', (year, days) => {
  expect(bankHolidays('england', Number(year)).map((date) => date.slice(5))).toEqual(days.split(' '));
});

test('Easter falls on its Sundays', () => {
  const sundays = ['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2038-04-25'];
  expect(sundays.map((date) => dateOf(easterDay(Number(date.slice(0, 4)))))).toEqual(sundays);
});

test('a Saturday counts, a Sunday and both ends do not', () => {
  const { days, clear, isEnough } = clearDays('england', '2026-06-04', '2026-06-09');
  expect(days).toEqual([
    { date: '2026-06-04', number: null, because: 'day of notice' },
    { date: '2026-06-05', number: 1, because: null },
    { date: '2026-06-06', number: 2, because: null },
    { date: '2026-06-07', number: null, because: 'Sunday' },
    { date: '2026-06-08', number: 3, because: null },
    { date: '2026-06-09', number: null, because: 'day of the meeting' },
  ]);
  expect([clear, isEnough]).toEqual([3, true]);
});

/** Meeting, last day of notice, and the days between that do not count. */
const LAST_DAYS: [what: string, meeting: string, notice: string, off: string][] = [
  ['a plain Thursday', '2026-06-18', '2026-06-14', ''],
  ['over a bank holiday', '2026-05-06', '2026-04-30', '03 04'],
  ['Easter 2026', '2026-04-09', '2026-03-30', '02 03 04 05 06 07'],
  ['Easter 2027', '2027-03-31', '2027-03-21', '25 26 27 28 29 30'],
  ['Easter 2028', '2028-04-20', '2028-04-10', '13 14 15 16 17 18'],
  ['Christmas 2026', '2026-12-31', '2026-12-21', '24 25 26 27 28 29'],
  ['Christmas 2027', '2027-12-31', '2027-12-21', '24 25 26 27 28 29'],
  ['Christmas 2028', '2028-12-29', '2028-12-19', '22 23 24 25 26 27'],
  ['New Year 2028', '2028-01-05', '2027-12-30', '02 03'],
];

describe('notice has to go up by', () => {
  test.each(LAST_DAYS)('%s', (_, meeting, notice, off) => {
    expect(lastNoticeDay('england', meeting)).toBe(notice);
    const { days, clear } = clearDays('england', notice, meeting);
    const between = days.slice(1, -1).filter(({ because }) => because !== null);
    expect(between.map(({ date }) => date.slice(8)).join(' ')).toBe(off);
    expect(clear).toBe(3);
  });
});

test('days of mourning do not count, once they are known', () => {
  const mourning = ['2026-06-15', '2026-06-16'];
  expect(lastNoticeDay('england', '2026-06-18', mourning)).toBe('2026-06-11');
  const { days } = clearDays('england', '2026-06-11', '2026-06-18', mourning);
  expect(days.find(({ date }) => date === '2026-06-15')?.because).toBe('thanksgiving or mourning');
});

test('notice on the last day is enough and a day later is not, whatever the day', () => {
  fc.assert(
    fc.property(fc.integer({ min: dayOf('2026-01-01'), max: dayOf('2060-12-31') }), (day) => {
      const last = dayOf(lastNoticeDay('england', dateOf(day)));
      return (
        clearDays('england', dateOf(last), dateOf(day)).isEnough &&
        !clearDays('england', dateOf(last + 1), dateOf(day)).isEnough
      );
    }),
  );
});

test('notice after the meeting has no days to show and is not enough', () => {
  expect(clearDays('england', '2026-06-09', '2026-06-04')).toEqual({
    days: [],
    clear: 0,
    needed: 3,
    isEnough: false,
  });
});

test('a clerk is asked so many days ahead, and never after notice went up', () => {
  expect(itemWantedBy('england', '2026-06-18', 7)).toBe('2026-06-11');
  expect(itemWantedBy('england', '2026-04-09', 7)).toBe('2026-03-30');
});

test('Wales owes a note of decisions in seven working days, the day of the meeting counted', () => {
  expect(noteOfDecisionsBy('wales', '2026-06-04')).toBe('2026-06-12');
  expect(noteOfDecisionsBy('wales', '2026-12-22')).toBe('2027-01-04');
  expect(noteOfDecisionsBy('england', '2026-06-04')).toBeNull();
});

test('draft minutes are due within a month in England, at its end where the next is shorter', () => {
  expect(draftMinutesBy('england', '2026-06-04')).toBe('2026-07-04');
  expect(draftMinutesBy('england', '2026-01-31')).toBe('2026-02-28');
  expect(draftMinutesBy('england', '2026-12-31')).toBe('2027-01-31');
  expect(draftMinutesBy('wales', '2026-06-04')).toBeNull();
});
