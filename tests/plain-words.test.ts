import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as plain from '#server/words/plain.ts';
import { wordsOfPage, wordsOfProgram } from './helpers/source-words.ts';

/** Flesch–Kincaid; "words a ten-year-old knows". */
const HIGHEST_GRADE = 5;
const MOST_WORDS = 20;
/** Fewer words than this make no grade worth the name. */
const FEWEST_WORDS = 20;

const WITH_WORDS = [/^src\/(routes|lib\/components)\//, /^src\/lib\/[\w-]+\.ts$/, /\/wording\.ts$/];
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => /\.(ts|svelte)$/.test(path) && WITH_WORDS.some((place) => place.test(path)))
  .map((path) => ({ path, words: wordsIn(path) }))
  .filter(({ words }) => words !== '');

test('words are found in pages, in doors and in letters', () => {
  expect(files.length).toBeGreaterThan(60);
  const all = files.map(({ words }) => words).join('\n');
  for (const words of ["I'm coming", 'Set up this hub', 'Enter a first name', 'Please do not set out.'])
    expect(all).toContain(words);
});

test(`no sentence of ours has more than ${MOST_WORDS} words`, () => {
  const hard = files.flatMap(({ path, words }) =>
    plain
      .hardSentences(words, { words: MOST_WORDS, grade: Infinity })
      .map(({ sentence, words }) => `${path}: ${words} words: ${sentence}`),
  );
  expect(hard).toEqual([]);
});

test(`the sentences of every file have a reading grade of ${HIGHEST_GRADE} or less`, () => {
  const hard = files.flatMap(({ path, words }) => {
    const { words: number, grade } = plain.read(plain.wholeSentencesIn(words).join('\n'));
    return number >= FEWEST_WORDS && grade > HIGHEST_GRADE ? [`${path}: ${grade.toFixed(1)}`] : [];
  });
  expect(hard).toEqual([]);
});

function wordsIn(path: string): string {
  const source = readFileSync(path, 'utf8');
  if (!path.endsWith('.svelte')) return wordsOfProgram(source);
  const script = [...source.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code);
  return `${wordsOfPage(source)}\n${wordsOfProgram(script.join('\n'))}`.trim();
}
