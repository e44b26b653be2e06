import { describe, expect, test } from 'vitest';
import { findTelling, mayGoOut, strike } from '#server/voice/disclosure-words.ts';

const NAMES = ['Ada', 'Bert', 'Dot Winter'];

function told(text: string): string[] {
  return findTelling(text, NAMES).map((found) => `${found.kind}: ${found.text}`);
}

describe('found and shown to the host', () => {
  test.each([
    ['Ask Ada about it', ['name: Ada']],
    ['the path by bert’s gate', ['name: bert']],
    ['Mrs Smith-Jones agreed, and so did Winter', ['name: Mrs Smith-Jones', 'name: Winter']],
    ['We saw Charlie there', ['name: Charlie']],
    [
      'Ring 01296 555 123 or 07700 900123',
      ['telephone number: 01296 555 123', 'telephone number: 07700 900123'],
    ],
    ['on +44 7700 900123', ['telephone number: +44 7700 900123']],
    ['it is at hp18 9xy', ['postcode: hp18 9xy']],
    ['I live at 12 Church Lane', ['house number: 12 Church Lane']],
    ['flat 3b is damp', ['house number: flat 3b']],
    ['mum was born on 3 March 1941', ['date of birth: born on 3 March 1941']],
    ['DOB 03/04/38', ['date of birth: DOB 03/04/38']],
    ['on 3rd of May, 1938', ['date of birth: 3rd of May, 1938']],
    ['they said so at Riverside Surgery', ['clinic: Riverside Surgery']],
    ['the oak tree medical practice shut', ['clinic: tree medical practice']],
    ['St Mary’s Hospital is far', ['clinic: St Mary’s Hospital']],
    ['ask Dr Patel', ['clinic: Dr Patel']],
    ['write to a.b@example.org', ['email address: a.b@example.org']],
  ])('%s', (text, found) => {
    expect(told(text)).toEqual(found);
  });

  test.each([
    'We waited 45 minutes for the number 12 bus on Tuesday in May with 20 people.',
    'It cost 15000 pounds. I think I’d like a light there, at the surgery or the hospital.',
    'The bench is broken. Please mend it before Christmas.',
  ])('nothing in: %s', (text) => {
    expect(told(text)).toEqual([]);
  });
});

test('what is struck is told as left out, and the rest stands', () => {
  const text = 'Ask Ada at 12 Church Lane, on 01296 555123.';
  expect(strike(text, findTelling(text, NAMES))).toBe('Ask [left out] at [left out], on [left out].');
});

test('a name in a long text is found in no time', () => {
  const text = 'the bus was late again '.repeat(400) + 'said Ada';
  const began = performance.now();
  expect(findTelling(text, NAMES)).toHaveLength(1);
  expect(performance.now() - began).toBeLessThan(500);
});

test('words go out with a yes to them, and with enough behind them or a name to them', () => {
  const yes = { saidYes: true, behind: 5, named: false };
  expect(mayGoOut(yes, false)).toBe(true);
  expect(mayGoOut(yes, true)).toBe(false);
  expect(mayGoOut({ ...yes, behind: 1, named: true }, true)).toBe(true);
  expect(mayGoOut({ ...yes, behind: 4 }, false)).toBe(false);
  expect(mayGoOut({ saidYes: false, behind: 50, named: true }, false)).toBe(false);
});
