import type { Page } from '@playwright/test';
import * as database from '#server/db/database.ts';
import * as plain from '#server/words/plain.ts';
import { anybodys, keepers } from '../helpers/pages.ts';
import { ownWords, readWritten } from '../helpers/rendered-words.ts';
import { secrets } from '../helpers/secret-pages.ts';
import { expect, test } from './natter.ts';

test.use({ inVillage: true });

/** Flesch–Kincaid; "words a ten-year-old knows". */
const HIGHEST_GRADE = 5;
const MOST_WORDS = 20;
/** Fewer words than this make no grade worth the name. */
const FEWEST_WORDS = 20;

test('every page that anybody may see is in plain words', async ({ page, village }) => {
  const written = await readWrittenIn(village.folder);
  for (const path of await anybodys(page)) await expectPlain(page, path, written);
});

test('every page of a keeper is in plain words', async ({ page, signInAs, village }) => {
  const written = await readWrittenIn(village.folder);
  await signInAs(page, 'Ada');
  for (const path of await keepers(page)) await expectPlain(page, path, written);
});

test('every page behind a secret address is in plain words', async ({ page, natter, village }) => {
  const written = await readWrittenIn(village.folder);
  for (const { path } of await secrets(natter.folder, page)) await expectPlain(page, path, written);
});

/** Whole sentences are graded by themselves: short headings and buttons hide no hard paragraph. */
async function expectPlain(page: Page, path: string, written: string[]): Promise<void> {
  await page.goto(path);
  const text = await ownWords(page, written);
  const long = plain.hardSentences(text, { words: MOST_WORDS, grade: Infinity });
  expect.soft(long, `${path} has sentences that are too long`).toEqual([]);
  for (const sentences of [plain.sentencesIn(text), plain.wholeSentencesIn(text)]) {
    const { words, grade } = plain.read(sentences.join('\n'));
    if (words < FEWEST_WORDS) continue;
    expect.soft(grade, `${path}: ${sentences.join(' | ')}`).toBeLessThanOrEqual(HIGHEST_GRADE);
  }
}

async function readWrittenIn(folder: string): Promise<string[]> {
  const db = await database.open({ url: `file:${folder}/natter.db` });
  try {
    return await readWritten((sql) => db.all(sql));
  } finally {
    await db.close();
  }
}
