import { expect, test } from 'vitest';
import { daylightAt } from '#server/lifts/daylight.ts';
import { localOf } from '#server/wall-clock.ts';

const WHITBY = { latitude: 54.486, longitude: -0.614 };

/** From when until when it is light, as a clock in Britain shows it. */
function light(point: { latitude: number; longitude: number }, day: string): string[] | null {
  const found = daylightAt(point, Date.parse(`${day}T12:00Z`) / 1000);
  return found && [found.from, found.until].map((at) => localOf(at, 'Europe/London').slice(11));
}

/** Reckoned by astronomy-engine 2.1.19, which keeps to the ephemerides of NASA within an arcminute. */
test.each([
  ['2027-03-20', '06:06', '18:15'],
  ['2027-06-21', '04:27', '21:42'],
  ['2027-09-23', '06:49', '18:59'],
  ['2027-12-22', '08:23', '15:39'],
])('on %s the sun is up in Whitby from %s until %s', (day, from, until) => {
  expect(light(WHITBY, day)).toEqual([from, until]);
});

/** As newspapers and diaries had them: The Yorkshire Times of 20 June 2019 for Stonehenge. */
test.each([
  ['Stonehenge', { latitude: 51.179, longitude: -1.826 }, '2019-06-21', ['04:52', '21:26']],
  ['London', { latitude: 51.507, longitude: -0.128 }, '2014-12-21', ['08:04', '15:53']],
  ['Lerwick', { latitude: 60.155, longitude: -1.145 }, '2015-12-18', ['09:06', '14:56']],
])('in %s it is light as it was printed', (_, point, day, printed) => {
  expect(light(point, day)).toEqual(printed);
});

test('where the sun does not set it is light all day, and where it does not rise there is none of it', () => {
  const north = { latitude: 70, longitude: 25 };
  expect(light(north, '2027-06-21')).toBeNull();
  const [from, until] = light(north, '2027-12-21')!;
  expect(from).toBe(until);
});
