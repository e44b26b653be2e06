import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import * as database from '../../src/lib/server/db/database.ts';
import { standBetween } from '../helpers/go-between.ts';
import type { RealNatter } from '../helpers/real-natter.ts';
import { expect, expectOpenToAll, test } from './natter.ts';
import { changeMyMind, comeAsCyd, controlWorker, HUB } from './without-signal.ts';

// What waits on a device is a comfort of script: without it a form is sent or it is not.
test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'needs script');
test.use({ inVillage: true });

const LATER = { timeout: 20_000 };
const NOT_SENT = 'Not sent yet';

/** Says something about a meet-up without a signal, as Cyd. */
async function sayWithoutSignal(page: Page, path: string, button: string): Promise<void> {
  await page.context().setOffline(true);
  await page.goto(path);
  await changeMyMind(page, button);
  await expect(page.getByText(`${NOT_SENT}: ${button}`).first()).toBeVisible();
}

async function comeBack(page: Page): Promise<void> {
  await page.context().setOffline(false);
  await page.goto('/me');
}

/** Another device of whoever is signed in on this page. */
async function onAnotherDevice(browser: Browser, natter: RealNatter, page: Page): Promise<Page> {
  const cookies = await page.context().cookies();
  const other = await browser.newContext({ baseURL: natter.url, storageState: { cookies, origins: [] } });
  return other.newPage();
}

/** What stands in the database about Cyd and this meet-up. */
async function cydsAnswer(natter: RealNatter, path: string) {
  const db = await database.open({ url: `file:${join(natter.folder, 'natter.db')}` });
  const row = await db.one(
    `SELECT answer, place, party FROM rsvps JOIN people ON people.id = person_id
     WHERE first_name = 'Cyd' AND meetup_id = :id`,
    { id: path.split('/').at(-1)! },
  );
  await db.close();
  return row && `${row.answer} ${row.place} ${row.party}`;
}

async function change(natter: RealNatter, statement: string, args: Record<string, string | number>) {
  const db = await database.open({ url: `file:${join(natter.folder, 'natter.db')}` });
  await db.write((tx) => tx.run(statement, args));
  await db.close();
}

test('what waits goes out by background sync when Natter is closed', async ({
  page,
  context,
  natter,
  signInAs,
}) => {
  const path = await comeAsCyd(page, signInAs);
  const blank = await context.newPage();
  const worker = await controlWorker(blank, `${natter.url}/`);
  await sayWithoutSignal(page, path, 'Not this time');
  expect(await cydsAnswer(natter, path)).toBe('coming in 1');
  await page.close();
  await context.setOffline(false);
  await worker.sync();
  await expect.poll(() => cydsAnswer(natter, path), LATER).toBe('not-this-time in 1');
  await blank.goto(natter.url + path);
  await expect(blank.getByText('Cyd, you said not this time')).toBeVisible();
});

test('an answer that was lost on its way back is sent again and counts once', async ({
  browser,
  natter,
  signInAs,
}) => {
  const between = await standBetween(natter.url);
  const page = await (await browser.newContext({ baseURL: between.url })).newPage();
  const path = await comeAsCyd(page, signInAs);
  let isLosing = true;
  between.judge = (_, method) => (isLosing && method === 'POST' ? 'lose' : 'pass');
  await page.goto(path);
  await changeMyMind(page, 'Maybe');
  await expect(page.getByText(`${NOT_SENT}: Maybe`).first()).toBeVisible();
  expect(await cydsAnswer(natter, path)).toBe('maybe in 1');
  // Meanwhile Cyd says something else on another device: the second replay must not undo it.
  const other = await onAnotherDevice(browser, natter, page);
  await other.goto(path);
  await changeMyMind(other, 'Not this time');
  await expect(other.getByText('Cyd, you said not this time')).toBeVisible();
  isLosing = false;
  await page.goto('/me');
  await expect(page.getByText(NOT_SENT)).toHaveCount(0, LATER);
  await expect(page.getByText('You said “Maybe”')).toHaveCount(0);
  expect(await cydsAnswer(natter, path)).toBe('not-this-time in 1');
  await between.stop();
});

test('what waits stays while Natter is down, and a hotspot that answers for it is not believed', async ({
  browser,
  natter,
  signInAs,
}) => {
  const between = await standBetween(natter.url);
  const page = await (await browser.newContext({ baseURL: between.url })).newPage();
  const path = await comeAsCyd(page, signInAs);
  await page.goto(path);
  between.judge = (_, method) => (method === 'POST' ? { status: 503, words: 'Service Unavailable' } : 'pass');
  await changeMyMind(page, 'Maybe');
  await expect(page.getByText(`${NOT_SENT}: Maybe`).first()).toBeVisible();
  between.judge = (_, method) => (method === 'POST' ? { status: 200, words: '<h1>Free wifi</h1>' } : 'pass');
  await page.goto('/me');
  await expect
    .poll(() => between.seen.filter((one) => one.startsWith('POST')).length, LATER)
    .toBeGreaterThan(2);
  await expect(page.getByText(`${NOT_SENT}: Maybe`).first()).toBeVisible();
  between.judge = (path) => (path === '/me' ? { status: 502, words: 'Bad Gateway' } : 'pass');
  await page.goto('/me');
  await expect(page.getByText('Natter cannot be reached just now. This is as of')).toBeVisible();
  between.judge = () => 'pass';
  await page.goto('/me');
  await expect(page.getByText(NOT_SENT)).toHaveCount(0, LATER);
  expect(await cydsAnswer(natter, path)).toBe('maybe in 1');
  await between.stop();
});

test.describe('a conflict is told in words:', () => {
  test('it was cancelled', async ({ page, browser, natter, signInAs }) => {
    const path = await comeAsCyd(page, signInAs);
    await sayWithoutSignal(page, path, 'Maybe');
    const ada = await (await browser.newContext({ baseURL: natter.url })).newPage();
    await signInAs(ada, 'Ada');
    await ada.goto(`${path.replace(HUB, `${HUB}/desk`)}/cancel`);
    await ada.getByRole('button', { name: 'Cancel this date' }).click();
    await ada.waitForURL(/\/reached$/);
    await comeBack(page);
    await expect(page.getByText('You said “Maybe”. It was cancelled while you were away.')).toBeVisible(
      LATER,
    );
    await expectOpenToAll(page);
    await page.getByRole('button', { name: 'I have read this' }).click();
    await expect(page.getByText('It was cancelled while')).toHaveCount(0);
  });

  test('it was full, and there is a waiting list', async ({ page, natter, signInAs }) => {
    const path = await comeAsCyd(page, signInAs);
    await page.goto(path);
    await changeMyMind(page, 'Not this time');
    await expect(page.getByText('Cyd, you said not this time')).toBeVisible();
    await sayWithoutSignal(page, path, "I'm coming");
    await change(natter, `UPDATE series SET exact_limit = 1 WHERE id = :id`, {
      id: path.split('/').at(-1)!.slice(0, -11),
    });
    await comeBack(page);
    await expect(
      page.getByText('you are on the waiting list. If one comes free, you are asked.'),
    ).toBeVisible(LATER);
    expect(await cydsAnswer(natter, path)).toBe('coming waiting 1');
  });

  test('I have said something newer elsewhere', async ({ page, browser, natter, signInAs }) => {
    const path = await comeAsCyd(page, signInAs);
    await sayWithoutSignal(page, path, 'Maybe');
    // Seconds count: what was said in the same one is not newer.
    natter.moveTo(natter.now() + 60);
    const other = await onAnotherDevice(browser, natter, page);
    await other.goto(path);
    await changeMyMind(other, 'Not this time');
    await expect(other.getByText('Cyd, you said not this time')).toBeVisible();
    await comeBack(page);
    await expect(
      page.getByText('You said “Maybe”. You have said something newer since, and that counts.'),
    ).toBeVisible(LATER);
    expect(await cydsAnswer(natter, path)).toBe('not-this-time in 1');
  });

  test('the form could not be taken as it was', async ({ page, natter, signInAs }) => {
    const path = await comeAsCyd(page, signInAs);
    await page.context().setOffline(true);
    await page.goto(path);
    await page.getByRole('link', { name: 'Change my mind' }).click();
    await page.getByLabel('How many of you?').fill('55');
    await page.getByRole('button', { name: 'Maybe' }).click();
    await expect(page.getByText(`${NOT_SENT}: Maybe`).first()).toBeVisible();
    await comeBack(page);
    await expect(page.getByText('Please open it and say it again.')).toBeVisible(LATER);
    expect(await cydsAnswer(natter, path)).toBe('coming in 1');
  });

  test('I was signed out meanwhile, and it goes out when I am back', async ({ page, natter, signInAs }) => {
    const path = await comeAsCyd(page, signInAs);
    await sayWithoutSignal(page, path, 'Maybe');
    const cookies = await page.context().cookies();
    await page.context().clearCookies({ name: 'natter' });
    await comeBack(page);
    await expect(page.getByText('You were signed out.')).toBeVisible(LATER);
    await expectOpenToAll(page);
    expect(await cydsAnswer(natter, path)).toBe('coming in 1');
    await page.context().addCookies(cookies);
    await page.goto('/me');
    await expect.poll(() => cydsAnswer(natter, path), LATER).toBe('maybe in 1');
    await expect(page.getByText(NOT_SENT)).toHaveCount(0, LATER);
  });

  test('somebody else signed in: it is not sent as theirs, and they learn neither who nor what', async ({
    page,
    natter,
    signInAs,
  }) => {
    const path = await comeAsCyd(page, signInAs);
    await sayWithoutSignal(page, path, 'Maybe');
    // With Cyd still signed in it would go out as Cyd's.
    const next = await page.context().newPage();
    await page.close();
    await next.context().clearCookies({ name: 'natter' });
    await next.context().setOffline(false);
    await signInAs(next, 'Bert');
    await next.goto('/me');
    const told = next.getByText('Somebody else said something here without a signal.');
    await expect(told).toBeVisible(LATER);
    await expect(next.getByText(NOT_SENT)).toHaveCount(0);
    await expect(next.getByRole('status').getByText('Maybe')).toHaveCount(0);
    expect(await cydsAnswer(natter, path)).toBe('coming in 1');
    await next.getByRole('button', { name: 'I have read this' }).click();
    await expect(told).toHaveCount(0);
  });
});

test('what another page than the form’s own person sends is refused by the server', async ({
  page,
  natter,
  signInAs,
}) => {
  await signInAs(page, 'Bert');
  await page.goto(HUB);
  const path = await page.getByRole('heading', { level: 1 }).getByRole('link').getAttribute('href');
  const answer = await page.request.post(`${path}?/coming`, {
    headers: { origin: natter.url, accept: 'application/json', 'natter-by': 'somebody-else-altogether' },
    form: { once: 'x' },
  });
  expect([answer.status(), answer.headers()['natter-why']]).toEqual([403, 'somebody-else']);
});

test('the last word counts when two things were said without a signal', async ({
  page,
  natter,
  signInAs,
}) => {
  const path = await comeAsCyd(page, signInAs);
  await sayWithoutSignal(page, path, 'Maybe');
  await sayWithoutSignal(page, path, 'Not this time');
  await expect(page.getByText(`${NOT_SENT}: Maybe`)).toHaveCount(0);
  await comeBack(page);
  await expect(page.getByText(NOT_SENT)).toHaveCount(0, LATER);
  expect(await cydsAnswer(natter, path)).toBe('not-this-time in 1');
});

test('any other form keeps what was written when there is no signal', async ({ page, context, signInAs }) => {
  const path = await comeAsCyd(page, signInAs);
  await page.goto(path);
  const words = page.getByLabel(/host/i).first();
  await words.fill('I bring a cake');
  await context.setOffline(true);
  await page
    .getByRole('button', { name: /Tell|Save/ })
    .last()
    .click();
  await expect(page.getByText('There is no signal just now.')).toBeVisible();
  await expect(words).toHaveValue('I bring a cake');
});
