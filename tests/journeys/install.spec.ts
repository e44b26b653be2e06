import { join } from 'node:path';
import { expect, expectOpenToAll, test } from './natter.ts';
import { HUB, type SignInAs } from './without-signal.ts';
import type { Page } from '@playwright/test';

test.use({ inVillage: true });

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 Version/18.4 Mobile/15E148 Safari/604.1';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';

/** The browser's own offer, as Chromium makes it on a phone; it never does in a test. */
const offer = (outcome: 'accepted' | 'dismissed') => `addEventListener('load', () => {
  const event = new Event('beforeinstallprompt', { cancelable: true });
  event.prompt = async () => ({ outcome: '${outcome}' });
  dispatchEvent(event);
  window.wasHeldBack = event.defaultPrevented;
});`;

async function sayComing(page: Page): Promise<void> {
  await page.goto(HUB);
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await page.waitForURL(/\/meetups\//);
  const change = page.getByRole('link', { name: 'Change my mind' });
  if (await change.isVisible()) await change.click();
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByText('you said you are coming')).toBeVisible();
}

test.describe('in a browser that can install', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'needs script');
  test.use({ userAgent: ANDROID });

  test('Chromium finds nothing in the way of installing Natter', async ({ page }) => {
    await page.goto(HUB);
    const devTools = await page.context().newCDPSession(page);
    const { url, errors, data } = await devTools.send('Page.getAppManifest');
    expect(url).toMatch(/\/manifest\.webmanifest$/);
    expect(errors).toEqual([]);
    const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors');
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    const manifest = JSON.parse(data ?? '{}') as {
      display: string;
      icons: { src: string; purpose: string }[];
      shortcuts: { name: string; url: string }[];
    };
    expect(manifest.display).toBe('standalone');
    expect(manifest.icons.map(({ purpose }) => purpose)).toContain('maskable');
    // A shortcut that leads nowhere is worse than none.
    expect(manifest.shortcuts.map(({ name }) => name)).toEqual([
      "What's on",
      'Help out',
      'Lifts',
      'Have your say',
      'My week',
    ]);
    for (const { src } of manifest.icons) expect((await page.request.get(src)).status()).toBe(200);
    for (const { url } of manifest.shortcuts) expect((await page.request.get(url)).status()).toBe(200);
  });

  test('it is offered after the first "I\'m coming", and not before', async ({ page, signInAs }) => {
    await page.addInitScript(offer('accepted'));
    const button = page.getByRole('button', { name: 'Put Natter on this phone' });
    await page.goto(HUB);
    await expect.poll(() => page.evaluate('window.wasHeldBack')).toBe(true);
    await expect(button).toHaveCount(0);
    await signInAs(page, 'Fay');
    await sayComing(page);
    await expect(button).toBeVisible();
    await expectOpenToAll(page);
    await button.click();
    await expect(page.getByText('Look for the cup of tea among your apps.')).toBeVisible();
  });

  test('who says "Not now" is not asked again', async ({ page, signInAs }) => {
    await page.addInitScript(offer('dismissed'));
    await signInAs(page, 'Fay');
    await sayComing(page);
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.reload();
    await expect(page.getByText('you said you are coming')).toBeVisible();
    await expect.poll(() => page.evaluate('window.wasHeldBack')).toBe(true);
    await expect(page.getByRole('button', { name: /Put Natter/ })).toHaveCount(0);
  });

  test('the steps for an iPhone are not shown on another telephone', async ({ page, signInAs }) => {
    await signInAs(page, 'Fay');
    await sayComing(page);
    await expect(page.getByText('Add to Home Screen')).toHaveCount(0);
  });
});

test.describe('on an iPhone', () => {
  test.use({ userAgent: IPHONE, viewport: { width: 320, height: 844 } });

  test('three drawn steps are shown after the first "I\'m coming", with and without script', async ({
    page,
    signInAs,
  }) => {
    await showsStepsAfterComing(page, signInAs);
    const list = page.getByRole('list').filter({ hasText: 'Add to Home Screen' });
    await expect(list.getByRole('listitem')).toHaveCount(3);
    await expect(list.locator('svg')).toHaveCount(3);
    const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(isTooWide).toBe(false);
    await expectOpenToAll(page);
    if (process.env.SHOTS) await list.screenshot({ path: join(process.env.SHOTS, 'steps.png') });
  });
});

async function showsStepsAfterComing(page: Page, signInAs: SignInAs): Promise<void> {
  await signInAs(page, 'Fay');
  await page.goto(HUB);
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await expect(page.getByRole('button', { name: 'Not this time' }).first()).toBeVisible();
  await page.goto(HUB);
  await expect(page.getByText('Add to Home Screen')).toHaveCount(0);
  await sayComing(page);
  await expect(page.getByRole('heading', { name: 'Put Natter on this iPhone or iPad' })).toBeVisible();
}
