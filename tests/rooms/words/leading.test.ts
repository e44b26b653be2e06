import { expect, test } from 'vitest';
import { hintsFor, hintsForAll, type Draft } from '#server/words/leading.ts';

const open = (words: string): Draft => ({ kind: 'words', words, options: [] });
const statement = (words: string): Draft => ({ kind: 'agree', words, options: [] });

test.each([
  "Don't you agree that the green needs lights?",
  'Don’t you think we should sell the hall?',
  'Wouldn’t it be nice to have a café?',
  'Surely the hall should stay open?',
  'Do you agree that the road is too fast?',
  'The hall is lovely, isn’t it?',
  'How terrible is the bus?',
])('“%s” leads', (words) => {
  expect(hintsFor(open(words))).toContain('leading');
});

test.each([
  'What do you like most about the hall?',
  'Where would a bench be of use?',
  'How do you get to the shops?',
  'What would help you to come more often?',
  'Which day suits you?',
  'What don’t you want to lose?',
])('“%s” is open, and gets no hint', (words) => {
  expect(hintsFor(open(words))).toEqual([]);
});

test('what can be answered with yes or no alone is closed', () => {
  expect(hintsFor(open('Should we light the path?'))).toEqual(['closed']);
  expect(hintsFor({ kind: 'choice', words: 'A light on the path?', options: ['Yes', 'No.'] })).toEqual([
    'closed',
  ]);
  expect(hintsFor({ kind: 'choice', words: 'Which day?', options: ['Monday', 'Friday'] })).toEqual([]);
});

test('a sentence to agree with may be plain, but not lead', () => {
  expect(hintsFor(statement('The path is dark in winter.'))).toEqual([]);
  expect(hintsFor(statement('Of course the path needs a light.'))).toEqual(['leading']);
});

test('the first question asks about what goes well', () => {
  const [well, hard] = [open('What goes well at the hall?'), open('What is the worst problem?')];
  expect(hintsForAll([well, hard])).toEqual([[], []]);
  expect(hintsForAll([hard, well])).toEqual([['trouble-first'], []]);
});
