import { expect, test } from 'vitest';
import { answerInWords } from '#lib/answer-words.ts';
import { behindInWords, roughly } from '#lib/voice-words.ts';

const ANSWER = { because: '', passedTo: null, byDay: null };

test('a number that was rounded says so, and an exact one does not', () => {
  expect(behindInWords({ behind: 10, isRounded: true })).toBe('About 10 neighbours stand behind it');
  expect(behindInWords({ behind: 'a few', isRounded: true })).toBe('A few neighbours stand behind it');
  expect(behindInWords({ behind: 10 })).toBe('10 neighbours stand behind it');
  expect(behindInWords({ behind: 1 })).toBe('1 neighbour stands behind it');
  expect([roughly('15'), roughly('a few'), roughly(0)]).toEqual(['about 15', 'a few', '0']);
});

test('a yes that its writer wrote out is not said twice', () => {
  expect(answerInWords({ ...ANSWER, kind: 'yes', words: 'Yes, by spring.' })).toBe('Yes, by spring.');
  expect(answerInWords({ ...ANSWER, kind: 'yes', words: 'Yesterday we began.' })).toBe(
    'Yes. Yesterday we began.',
  );
  expect(answerInWords({ ...ANSWER, kind: 'partly', words: 'One bench.' })).toBe('Partly. One bench.');
});
