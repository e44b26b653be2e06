import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as civilDays from '#server/civil-days.ts';
import * as wallClock from '#server/wall-clock.ts';

const utc = (text: string) => Date.parse(text) / 1000;

/** What the machine's own calendar says, without our arithmetic. */
function asMachine(instant: number, zone: string): string {
  const written = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return written.format(instant * 1000).replace(' ', 'T');
}

describe('a wall-clock time', () => {
  test.each([
    ['2026-03-29', '2026-10-25'],
    ['2027-03-28', '2027-10-31'],
    ['2028-03-26', '2028-10-29'],
    ['2029-03-25', '2029-10-28'],
    ['2030-03-31', '2030-10-27'],
  ])('moves on by the gap on %s and is the first of two on %s', (spring, autumn) => {
    const instant = (local: string) => wallClock.instantOf(local, 'Europe/London');
    expect(instant(`${spring}T00:59`)).toBe(utc(`${spring}T00:59Z`));
    expect(instant(`${spring}T01:00`)).toBe(utc(`${spring}T01:00Z`));
    expect(instant(`${spring}T01:30`)).toBe(utc(`${spring}T01:30Z`));
    expect(wallClock.localOf(instant(`${spring}T01:30`), 'Europe/London')).toBe(`${spring}T02:30`);
    expect(instant(`${spring}T02:00`)).toBe(utc(`${spring}T01:00Z`));
    expect(instant(`${autumn}T00:59`)).toBe(utc(`${autumn}T00:59+01:00`));
    expect(instant(`${autumn}T01:30`)).toBe(utc(`${autumn}T01:30+01:00`));
    expect(instant(`${autumn}T02:00`)).toBe(utc(`${autumn}T02:00Z`));
  });

  test.each([
    ['Australia/Lord_Howe', '2027-10-03T02:15', '2027-10-03T02:15+10:30'],
    ['Australia/Lord_Howe', '2027-04-04T01:45', '2027-04-04T01:45+11:00'],
    ['Pacific/Apia', '2011-12-30T10:30', '2011-12-31T10:30+14:00'],
    ['Asia/Kathmandu', '2027-03-02T10:30', '2027-03-02T10:30+05:45'],
    ['America/St_Johns', '2027-03-14T02:30', '2027-03-14T02:30-03:30'],
    ['UTC', '2027-03-02T10:30', '2027-03-02T10:30Z'],
  ])('in %s, %s is %s', (zone, local, instant) => {
    expect(wallClock.instantOf(local, zone)).toBe(utc(instant));
  });

  test('agrees with the machine, there and back, around the world', () => {
    const zones = fc.constantFrom(
      'Europe/London',
      'Europe/Dublin',
      'America/New_York',
      'America/Santiago',
      'Africa/Casablanca',
      'Asia/Gaza',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'Pacific/Apia',
      'Antarctica/Troll',
    );
    const minutes = fc.integer({ min: utc('1975-01-01') / 60, max: utc('2040-01-01') / 60 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const local = asMachine(minute * 60, zone);
        expect(wallClock.localOf(minute * 60, zone)).toBe(local);
        const instant = wallClock.instantOf(local, zone);
        expect(asMachine(instant, zone)).toBe(local);
        expect(instant).toBeLessThanOrEqual(minute * 60);
      }),
      { numRuns: 500 },
    );
  });

  test('that is none is a bug, and so is a zone that is none', () => {
    expect(() => wallClock.instantOf('2027-02-30T10:30', 'Europe/London')).toThrow(RangeError);
    expect(() => wallClock.instantOf('2027-03-02T10:30', 'Europe/Stainsacre')).toThrow(RangeError);
    expect(() => wallClock.localOf(0, '+01:00')).toThrow(RangeError);
  });

  test('is written in one way', () => {
    expect(wallClock.isLocal('2028-02-29T23:59')).toBe(true);
    for (const other of [
      '2027-02-29T10:30',
      '2027-03-02T24:00',
      '2027-03-02T10:60',
      '2027-3-02T10:300',
      '2027-03-02',
    ]) {
      expect(wallClock.isLocal(other)).toBe(false);
    }
  });
});

test('days counted from 1970 agree with the machine for four centuries and more', () => {
  for (let day = civilDays.dayNumber(1890, 1, 1); day < civilDays.dayNumber(2310, 1, 1); day += 1) {
    const date = new Date(day * 86_400_000);
    if (civilDays.dateOf(day) !== date.toISOString().slice(0, 10)) expect.fail(date.toISOString());
    if (civilDays.dayOf(civilDays.dateOf(day)) !== day) expect.fail(date.toISOString());
    if (civilDays.weekdayOf(day) !== (date.getUTCDay() + 6) % 7) expect.fail(date.toISOString());
  }
  expect(civilDays.dateOf(civilDays.dayOf('0000-02-29'))).toBe('0000-02-29');
  expect(civilDays.dayOf('9999-12-31')).toBe(Date.UTC(9999, 11, 31) / 86_400_000);
  expect(civilDays.dayOf('2027-02-29')).toBeNaN();
});
