import type { Page } from '@playwright/test';
import type { RealNatter } from '../helpers/real-natter.ts';
import { expect, expectOpenToAll, test } from './natter.ts';

// What is kept on a device is a comfort of script: without it there is nothing to keep.
test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'needs script');
test.use({ inVillage: true });

const HUB = '/stainsacre-social';

/** What lies in the private caches of this browser. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('kept-'));
    const paths = await Promise.all(
      names.map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname),
      ),
    );
    return paths.flat();
  });

/** Says "I'm coming" to the next meet-up as Cyd, and waits until the device has kept it. */
async function comeAsCyd(page: Page, signInAs: (page: Page, name: string) => Promise<void>): Promise<string> {
  await signInAs(page, 'Cyd');
  await page.goto(HUB);
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await page.waitForURL(/\/meetups\//);
  const path = new URL(page.url()).pathname;
  const coming = page.getByRole('button', { name: "I'm coming" });
  if (await coming.isVisible()) await coming.click();
  await expect(page.getByText('Cyd, you said you are coming')).toBeVisible();
  await page.goto('/me');
  await expect
    .poll(() => kept(page), { timeout: 20_000 })
    .toEqual(expect.arrayContaining(['/me', HUB, path]));
  return path;
}

/** What the host sees Cyd saying about this date. */
async function saidBy(natter: RealNatter, signedIn: Page, path: string): Promise<string> {
  await signedIn.goto(natter.url + path.replace(HUB, `${HUB}/desk`));
  const line = signedIn.getByRole('listitem').filter({ hasText: 'Cyd' }).first();
  return (await line.isVisible()) ? ((await line.textContent()) ?? '') : '';
}

test('Natter can be installed', async ({ page }) => {
  await page.goto(HUB);
  const devTools = await page.context().newCDPSession(page);
  const { url, errors } = await devTools.send('Page.getAppManifest');
  expect(url).toMatch(/\/manifest\.webmanifest$/);
  expect(errors).toEqual([]);
  const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

test('without a signal my week can be read, and what I say goes out once when there is one', async ({
  page,
  context,
  browser,
  natter,
  signInAs,
}) => {
  const path = await comeAsCyd(page, signInAs);
  await context.setOffline(true);
  await page.goto('/me');
  await expect(page.getByText('No signal. This is as of')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What I said I would do' })).toBeVisible();
  await page.goto(path);
  await expect(page.getByText('Cyd, you said you are coming')).toBeVisible();
  await page.getByRole('link', { name: 'Change my mind' }).click();
  await page.getByRole('button', { name: 'Not this time' }).click();
  await expect(page.getByText('Not sent yet: Not this time').first()).toBeVisible();
  await expectOpenToAll(page);

  await context.setOffline(false);
  await page.goto('/me');
  await expect(page.getByText('Not sent yet')).toHaveCount(0, { timeout: 20_000 });
  await page.goto(path);
  await expect(page.getByText('Cyd, you said not this time')).toBeVisible();

  const host = await (await browser.newContext({ baseURL: natter.url })).newPage();
  await signInAs(host, 'Ada');
  expect(await saidBy(natter, host, path)).toMatch(/not this time|^$/i);
});

test('what was said without a signal about something cancelled meanwhile is told, not dropped', async ({
  page,
  context,
  browser,
  natter,
  signInAs,
}) => {
  const path = await comeAsCyd(page, signInAs);
  await context.setOffline(true);
  await page.goto(path);
  await page.getByRole('link', { name: 'Change my mind' }).click();
  await page.getByRole('button', { name: 'Maybe' }).click();
  await expect(page.getByText('Not sent yet: Maybe').first()).toBeVisible();

  const ada = await (await browser.newContext({ baseURL: natter.url })).newPage();
  await signInAs(ada, 'Ada');
  await ada.goto(`${path.replace(HUB, `${HUB}/desk`)}/cancel`);
  await ada.getByRole('button', { name: 'Cancel this date' }).click();
  await ada.waitForURL(/\/reached$/);

  await context.setOffline(false);
  await page.goto('/me');
  await expect(page.getByText('It was cancelled or over while you were away.')).toBeVisible({
    timeout: 20_000,
  });
  await page.getByRole('button', { name: 'I have read this' }).click();
  await expect(page.getByText('It was cancelled or over')).toHaveCount(0);
});

test('nothing of mine stays on the device when I sign out, nor when somebody else signs in', async ({
  page,
  context,
  signInAs,
}) => {
  const path = await comeAsCyd(page, signInAs);
  await page.getByRole('button', { name: 'Sign out on this device' }).click();
  await page.waitForURL(new RegExp(`${HUB}$|/$`));
  await expect.poll(() => kept(page)).not.toContain('/me');
  await context.setOffline(true);
  await page.goto('/me');
  await expect(page.getByRole('heading', { name: 'No signal just now' })).toBeVisible();
  await page.goto(path);
  await expect(page.getByText('Cyd')).toHaveCount(0);
});

test('nothing of mine can be read by the next one who signs in on the same device', async ({
  page,
  context,
  signInAs,
}) => {
  const path = await comeAsCyd(page, signInAs);
  const caches = () =>
    page.evaluate(async () => (await window.caches.keys()).filter((one) => one.startsWith('kept-')));
  const [cyds] = await caches();
  await signInAs(page, 'Bert');
  await page.goto('/me');
  await expect.poll(() => kept(page), { timeout: 20_000 }).toContain('/me');
  expect(await caches()).toHaveLength(1);
  expect(await caches()).not.toContain(cyds);
  await context.setOffline(true);
  await page.goto('/me');
  await expect(page.getByRole('heading', { name: 'Hello, Bert' })).toBeVisible();
  await page.goto(path);
  await expect(page.getByText('Cyd, you said')).toHaveCount(0);
});

test('a host counts heads where there is no signal, and the count is there afterwards', async ({
  page,
  context,
  natter,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk`);
  await page.locator('a[href*="/desk/meetups/"]:not([href$="/new"])').first().click();
  await page.waitForURL(/\/desk\/meetups\//);
  const path = new URL(page.url()).pathname;
  // The clock moves, so that it is the day of the meet-up.
  const day = /\d{4}-\d\d-\d\d$/.exec(path)![0];
  natter.moveTo(Date.parse(`${day}T12:00:00Z`) / 1000);
  await page.goto(path);
  await expect(page.getByLabel('How many came?')).toBeVisible();
  await expect.poll(() => kept(page), { timeout: 20_000 }).toContain(path);
  await page.goto(path);
  await context.setOffline(true);
  await page.goto(path);
  await expect(page.getByText('No signal. This is as of')).toBeVisible();
  await page.getByLabel('How many came?').fill('14');
  await page.getByLabel('How many new faces?').fill('3');
  await page.getByRole('button', { name: 'Save the count' }).click();
  await expect(page.getByText('Not sent yet: How many there were').first()).toBeVisible();
  await context.setOffline(false);
  await page.goto(path);
  await expect(page.getByText('Not sent yet')).toHaveCount(0, { timeout: 20_000 });
  await page.goto(path);
  await expect(page.getByText('14 people came, 3 of them new faces.')).toBeVisible();
});
