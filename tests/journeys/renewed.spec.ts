import type { Page } from '@playwright/test';
import { standBetween, type GoBetween } from '../helpers/go-between.ts';
import { expect, test } from './natter.ts';
import { comeAsCyd, HUB } from './without-signal.ts';

test.use({ inVillage: true });

const NEWER = { status: 200, words: '{"version":"of tomorrow"}', type: 'application/json' };

/** Pages loaded whole since, by what came to the server. */
const wholePages = (between: GoBetween) =>
  between.seen.filter((one) => /^GET \/(?!_app|fonts|icons|.*\.(svg|js|json|webmanifest)|me\/)/.test(one));

test.describe('with script', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'needs script');

  test('a new worker has the next page, and a form that is half written stays as it is', async ({
    browser,
    natter,
    signInAs,
  }) => {
    const between = await standBetween(natter.url);
    const page = await (await browser.newContext({ baseURL: between.url })).newPage();
    const path = await comeAsCyd(page, signInAs);
    await page.goto(path);
    const words = page.getByLabel('One line to the hosts');
    await words.fill('I bring a cake');
    const newer = (await (await fetch(`${natter.url}/service-worker.js`)).text())
      .replace(/shell-/, 'shell-of-tomorrow-')
      .replace('No signal.', 'No signal tomorrow.');
    between.judge = (asked) =>
      asked === '/service-worker.js' ? { status: 200, words: newer, type: 'text/javascript' } : 'pass';
    const pages = await countLoads(page);
    await page.evaluate(async () => {
      const taken = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
      await (await navigator.serviceWorker.ready).update();
      await taken;
    });
    await expect
      .poll(() => page.evaluate(async () => (await caches.keys()).some((name) => name.includes('tomorrow'))))
      .toBe(true);
    await expect(words).toHaveValue('I bring a cake');
    await page.getByRole('button', { name: 'Save this' }).click();
    await expect(words).toHaveValue('I bring a cake');
    expect(pages()).toBe(0);
    // The next page is the new worker's, from the first one on.
    await page.goto(path);
    await expect(page.getByLabel('One line to the hosts')).toHaveValue('I bring a cake');
    await page.context().setOffline(true);
    await page.goto(path);
    await expect(page.getByText('No signal tomorrow.')).toBeVisible();
    await between.stop();
  });

  test('a form whose action is no more is answered in words, and what was written stays', async ({
    page,
    signInAs,
  }) => {
    const path = await comeAsCyd(page, signInAs);
    await page.goto(path);
    const words = page.getByLabel('One line to the hosts');
    await words.fill('I bring a cake');
    await page.evaluate(() => {
      document.querySelector('form[action="?/details"]')?.setAttribute('action', '?/of-yesterday');
    });
    await page.getByRole('button', { name: 'Save this' }).click();
    await expect(page.getByText('Natter has been renewed since you opened this page')).toBeVisible();
    await expect(words).toHaveValue('I bring a cake');
  });

  test('a piece of script that is no more leads to the new page, once', async ({ browser, natter }) => {
    const between = await standBetween(natter.url);
    const page = await (await browser.newContext({ baseURL: between.url })).newPage();
    await page.goto(HUB);
    await expect(page.locator('#svelte-announcer')).toBeAttached();
    // From here on Natter is newer: pieces that were not loaded yet are gone.
    between.judge = (asked) => {
      if (asked === '/_app/version.json') return NEWER;
      return asked.startsWith('/_app/immutable/') ? { status: 404, words: 'Not found' } : 'pass';
    };
    between.seen.length = 0;
    await page.getByRole('heading', { level: 1 }).getByRole('link').click();
    await expect(page).toHaveURL(/\/meetups\//);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(wholePages(between).length).toBeLessThanOrEqual(2);
    expect(wholePages(between).filter((one) => one.includes('/meetups/'))).toHaveLength(1);
    await between.stop();
  });

  test('data that an old page does not understand is answered in words, not with a white page', async ({
    browser,
    natter,
  }) => {
    const between = await standBetween(natter.url);
    const page = await (await browser.newContext({ baseURL: between.url })).newPage();
    await page.goto(HUB);
    await expect(page.locator('#svelte-announcer')).toBeAttached();
    const strange = JSON.stringify({
      type: 'data',
      nodes: [null, null, { type: 'data', data: [{ once: 1 }, 'x'], uses: {} }],
    });
    between.judge = (asked) =>
      asked.includes('__data.json') ? { status: 200, words: strange, type: 'application/json' } : 'pass';
    await page.getByRole('heading', { level: 1 }).getByRole('link').click();
    await expect(page.getByRole('link', { name: /again/ })).toBeVisible();
    between.judge = () => 'pass';
    await page.getByRole('link', { name: /again/ }).click();
    await expect(page.getByRole('button', { name: 'Not this time' }).first()).toBeVisible();
    await between.stop();
  });

  test('where Natter is newer than the page that is open, the next page is loaded whole', async ({
    browser,
    natter,
  }) => {
    const between = await standBetween(natter.url);
    const page = await (await browser.newContext({ baseURL: between.url })).newPage();
    await page.goto(HUB);
    await expect(page.locator('#svelte-announcer')).toBeAttached();
    between.judge = (asked) => (asked === '/_app/version.json' ? NEWER : 'pass');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => between.seen.some((one) => one.includes('version.json'))).toBe(true);
    const loads = await countLoads(page);
    await page.getByRole('heading', { level: 1 }).getByRole('link').click();
    await expect(page).toHaveURL(/\/meetups\//);
    await expect(page.getByRole('button', { name: 'Not this time' }).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(loads()).toBe(1);
    await between.stop();
  });
});

test('without script, a form whose action is no more is answered in words', async ({ page, natter }) => {
  await page.goto(HUB);
  const path = await page.getByRole('heading', { level: 1 }).getByRole('link').getAttribute('href');
  const answer = await page.request.post(`${path}?/of-yesterday`, {
    headers: { origin: natter.url, accept: 'text/html' },
    form: { firstName: 'Wilf' },
  });
  expect(await answer.text()).toContain('Natter has been renewed since you opened it.');
});

/** How often a page is loaded whole from now on. */
async function countLoads(page: Page): Promise<() => number> {
  let loads = 0;
  page.on('load', () => loads++);
  return () => loads;
}
