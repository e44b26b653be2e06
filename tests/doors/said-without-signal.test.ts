import { expect, test } from 'vitest';
import { aboutOf, wordsFor } from '#lib/worker/unsent.ts';

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

test('each line of the notes waits, and the same one twice is one', () => {
  const notes = `${TEA.replace('/meetups', '/desk/meetups').replace('/x-', `/${'x'.repeat(22)}-`)}/notes`;
  expect(about(`${notes}?/decide`, 'decided=A')).not.toBe(about(`${notes}?/decide`, 'decided=B'));
  expect(about(`${notes}?/decide`, 'decided=A')).toBe(about(`${notes}?/decide`, 'decided=A'));
  expect(wordsFor(new URL(`${notes}?/promise`, 'http://localhost'))).toBe('A promise');
  expect(wordsFor(new URL(`${notes}?/send`, 'http://localhost'))).toBeUndefined();
});

test('each tap of a lift waits, and the same one twice is one', () => {
  expect(about('/me/lifts?/pickedUp', 'ride=1')).not.toBe(about('/me/lifts?/homeSafe', 'ride=1'));
  expect(about('/me/lifts?/homeSafe', 'ride=1')).not.toBe(about('/me/lifts?/homeSafe', 'ride=2'));
  expect(about('/me/lifts?/homeSafe', 'ride=1')).toBe(about('/me/lifts?/homeSafe', 'ride=1'));
});
