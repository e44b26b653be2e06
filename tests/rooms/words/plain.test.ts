import { describe, expect, test } from 'vitest';
import {
  hardSentences,
  read,
  sentencesIn,
  shortForms,
  wholeSentencesIn,
  wordsIn,
} from '#server/words/plain.ts';

describe('how a text reads', () => {
  test('is counted in words, sentences and syllables', () => {
    // 6 words: the-1 cat-1 sat-1 on-1 the-1 mat-1.
    expect(read('The cat sat on the mat.')).toMatchObject({ words: 6, sentences: 1, syllables: 6 });
    // 5 + 3 words; tea-1 is-1 at-1 the-1 shel-ter-2, bring-1 a-1 cup-1.
    expect(read('Tea is at the shelter. Bring a cup!')).toMatchObject({
      words: 8,
      sentences: 2,
      syllables: 9,
    });
  });

  test.each([
    // 0.39 × 6 + 11.8 × 6/6 − 15.59
    ['The cat sat on the mat.', -1.45],
    // 0.39 × 8/2 + 11.8 × 9/8 − 15.59
    ['Tea is at the shelter. Bring a cup!', -0.755],
    // 11 words: res-i-dents 3, are 1, in-vi-ted 3, to 1, par-ti-ci-pate 4, in 1, a 1, con-sul-ta-tion 4,
    // re-gar-ding 3, lo-cal 2, bus 1, which is 24 syllables. 0.39 × 11 + 11.8 × 24/11 − 15.59
    ['Residents are invited to participate in a consultation regarding local bus.', 14.445],
    ['', 0],
    [' \n ', 0],
  ])('has the grade of the formula: %j', (text, grade) => {
    expect(read(text).grade).toBeCloseTo(grade, 2);
  });

  test('is plainer when a long sentence becomes two', () => {
    const long = 'We will tell you when it is off, and you can say that you know, so nobody rings.';
    const short = 'We will tell you when it is off. Say that you know, and nobody rings.';
    expect(read(short).grade).toBeLessThan(read(long).grade);
  });
});

test('a text made to be slow is read in no time', () => {
  const long = [')'.repeat(1e5), 'e.g. '.repeat(2e4), 'A&'.repeat(5e4), 'ay'.repeat(5e4), ' '.repeat(1e5)];
  const began = performance.now();
  for (const text of long) {
    hardSentences(text, { words: 20, grade: 9 });
    shortForms(text);
  }
  expect(performance.now() - began).toBeLessThan(5_000);
});

describe('a sentence', () => {
  test('ends at a full stop, a question or a line', () => {
    expect(sentencesIn('Is it on? Yes.\nTea at 10.30 in the hall\n\n“Come in.” She did.')).toEqual([
      'Is it on?',
      'Yes.',
      'Tea at 10.30 in the hall',
      '“Come in.”',
      'She did.',
    ]);
  });

  test('does not end after "e.g." or "Cllr.", nor in a time', () => {
    expect(sentencesIn('Bring food, e.g. a cake. Ask Cllr. Eve at 10.30.')).toEqual([
      'Bring food, e.g. a cake.',
      'Ask Cllr. Eve at 10.30.',
    ]);
  });

  test('is whole when it ends as one', () => {
    expect(wholeSentencesIn('Next meet-up\nIt is on. Coming?\nSave (now).\nSave')).toEqual([
      'It is on.',
      'Coming?',
      'Save (now).',
    ]);
  });

  test('has words, of which signs, dashes and addresses are none', () => {
    const words = wordsIn("A step-free hall – isn't it? See https://natter.example/a or a@b.example · & 2");
    expect(words).toEqual(['A', 'step-free', 'hall', "isn't", 'it?', 'See', 'or', '2']);
  });
});

test('hard sentences are the long ones and the heavy ones', () => {
  const long = `${'We go on and on '.repeat(5)}now.`;
  const heavy = 'Stakeholder participation facilitates implementation.';
  const hard = hardSentences(`Come for tea. ${long} ${heavy}`, { words: 20, grade: 9 });
  expect(hard.map(({ sentence }) => sentence)).toEqual([long, heavy]);
  expect(hard[0]?.words).toBe(26);
});

describe('a short form', () => {
  test('is unexplained until its words stand by it', () => {
    expect(shortForms('The ICB and the PCN met. The ICB said so.')).toEqual(['ICB', 'PCN']);
    expect(shortForms('The integrated care board (ICB) met. A PCN (a group of surgeries) came.')).toEqual([]);
  });

  test('is none when everybody knows it, or when it is one letter or a word', () => {
    expect(shortForms('A UK TV, OK? I am in at 10. A4 paper.')).toEqual([]);
    expect(shortForms('The GP and the NHS', ['NHS'])).toEqual(['GP']);
  });
});
