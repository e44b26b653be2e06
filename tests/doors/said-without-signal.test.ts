import { expect, test } from 'vitest';
import { aboutOf } from '#lib/worker/unsent.ts';

const about = (path: string, body = '') => aboutOf(new URL(path, 'http://localhost'), body);
const TEA = '/tea/meetups/x-2027-03-02';

test('the last of my answers about a meet-up counts', () => {
  expect(about(`${TEA}?/coming`)).toBe(about(`${TEA}?/not`));
});

test('on a host’s page the count and who came both wait', () => {
  const desk = TEA.replace('/meetups', '/desk/meetups');
  expect(about(`${desk}?/tally`, 'people=4')).toBe(about(`${desk}?/tally`, 'people=5'));
  expect(about(`${desk}?/tally`)).not.toBe(about(`${desk}?/came`));
});

test('two calls both wait; of one call the last word counts, note and all', () => {
  expect(about('/tea/calls?/done', 'step=1')).not.toBe(about('/tea/calls?/done', 'step=2'));
  expect(about('/tea/calls?/done', 'step=1&note=Well')).toBe(about('/tea/calls?/noanswer', 'step=1&note='));
});

test('each tap of a lift waits, and the same one twice is one', () => {
  expect(about('/me/lifts?/pickedUp', 'ride=1')).not.toBe(about('/me/lifts?/homeSafe', 'ride=1'));
  expect(about('/me/lifts?/homeSafe', 'ride=1')).not.toBe(about('/me/lifts?/homeSafe', 'ride=2'));
  expect(about('/me/lifts?/homeSafe', 'ride=1')).toBe(about('/me/lifts?/homeSafe', 'ride=1'));
});
