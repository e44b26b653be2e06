import { join } from 'node:path';
import type { Page } from '@playwright/test';
import * as database from '../../src/lib/server/db/database.ts';
import type { RealNatter } from '../helpers/real-natter.ts';
import { standBetween } from '../helpers/go-between.ts';
import { expect, expectOpenToAll, test } from './natter.ts';
import { addressEnd } from '../../src/lib/server/meetups/places.ts';
import { firstAfterToday } from './after-today.ts';
import { comeAsCyd, endItsTime, HUB, kept, keptWords } from './without-signal.ts';

// What is kept on a device is a comfort of script: without it there is nothing to keep.
test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'needs script');
test.use({ inVillage: true });

/** What the host sees Cyd saying about this date. */
async function saidBy(natter: RealNatter, signedIn: Page, path: string): Promise<string> {
  await signedIn.goto(natter.url + path.replace(HUB, `${HUB}/desk`));
  const line = signedIn.getByRole('listitem').filter({ hasText: 'Cyd' }).first();
  return (await line.isVisible()) ? ((await line.textContent()) ?? '') : '';
}

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

test('a driver reads their lifts without a signal, and no longer once the day of an address is over', async ({
  page,
  context,
  signInAs,
}) => {
  await signInAs(page, 'Bert');
  await page.goto('/me');
  await expect.poll(() => kept(page), { timeout: 20_000 }).toContain('/me/lifts');
  await context.setOffline(true);
  await page.goto('/me/lifts');
  await expect(page.getByText('No signal. This is as of')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^You drive/ })).toBeVisible();
  expect((await endItsTime(page, '/me/lifts')) * 1000).toBeGreaterThan(Date.now());
  await page.goto('/me/lifts');
  await expect(page.getByRole('heading', { name: 'No signal just now' })).toBeVisible();
});

test('the jobs I took stand on my own page and on the rota without a signal', async ({
  page,
  context,
  signInAs,
}) => {
  await signInAs(page, 'Cyd');
  await page.goto(`${HUB}/rota?all=yes`);
  const open = page
    .getByRole('region', { name: 'Jobs that need a hand' })
    .getByRole('listitem')
    .filter({ hasText: 'Tea at the shelter', hasNotText: 'You need' })
    .first();
  const job = (await open.locator('b').first().textContent())!;
  await open.getByRole('button', { name: /^Take this job/ }).click();
  await expect(page.getByText('Thank you! It is yours')).toBeVisible();
  await page.goto('/me');
  const mine = page.getByRole('region', { name: 'My jobs' }).getByRole('listitem');
  await expect(mine.filter({ hasText: job }).first()).toContainText('Tea at the shelter');
  await expect
    .poll(() => kept(page), { timeout: 20_000 })
    .toEqual(expect.arrayContaining(['/me', `${HUB}/rota`]));
  await context.setOffline(true);
  for (const path of ['/me', `${HUB}/rota`]) {
    await page.goto(path);
    await expect(page.getByText('No signal. This is as of')).toBeVisible();
    await expect(mine.filter({ hasText: job }).first()).toContainText('Tea at the shelter');
  }
});

test('where a home is lies on the device of who is coming until the day is over, opened again or not', async ({
  page,
  context,
  natter,
  signInAs,
}) => {
  await signInAs(page, 'Cyd');
  await page.goto(HUB);
  const homes = page.getByRole('main').getByRole('link', { name: "Tea at Dot's" });
  const path = await firstAfterToday(homes, 'href');
  // Somebody else's page shows no address, and so has no such end.
  expect((await fetch(natter.url + path)).headers.get('natter-until')).toBeNull();
  await page.goto(path);
  await expect(page.getByText('Cyd, you said you are coming')).toBeVisible();
  await page.goto('/me');
  await expect.poll(() => kept(page), { timeout: 20_000 }).toEqual(expect.arrayContaining(['/me', path]));
  await context.setOffline(true);
  await page.goto(path);
  await expect(page.getByText('12 Mill Lane')).toBeVisible();
  const day = /\d{4}-\d\d-\d\d$/.exec(path)![0];
  const midnight = addressEnd({ endsLocal: `${day}T16:00`, zone: 'Europe/London' });
  expect(await endItsTime(page, path)).toBe(midnight);
  await page.goto('/me');
  await expect.poll(() => kept(page)).not.toContain(path);
  await page.goto(path);
  await expect(page.getByRole('heading', { name: 'No signal just now' })).toBeVisible();
});

/** As the button on another device does. */
async function signOutEverywhere({ folder }: RealNatter, name: string): Promise<void> {
  const db = await database.open({ url: `file:${join(folder, 'natter.db')}` });
  await db.write((tx) =>
    tx.run('DELETE FROM sessions WHERE person_id IN (SELECT id FROM people WHERE first_name = :name)', {
      name,
    }),
  );
  await db.close();
}

test('nothing of mine stays on the device at the next word from Natter after I was signed out elsewhere', async ({
  page,
  context,
  natter,
  signInAs,
}) => {
  await comeAsCyd(page, signInAs);
  await signOutEverywhere(natter, 'Cyd');
  // A step inside the app, which loads no page whole.
  await page.getByRole('link', { name: "What's on" }).first().click();
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  await expect.poll(() => kept(page)).not.toContain('/me');
  await context.setOffline(true);
  await page.goto('/me');
  await expect(page.getByRole('heading', { name: 'No signal just now' })).toBeVisible();
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

test('an answer for who was here before, that comes late, brings nothing of theirs back', async ({
  browser,
  natter,
  signInAs,
}) => {
  const between = await standBetween(natter.url);
  const context = await browser.newContext({ baseURL: between.url });
  const page = await context.newPage();
  let letGo = () => {};
  const after = new Promise<void>((resolve) => (letGo = resolve));
  between.judge = (path) => (path === `${HUB}/rota` ? { after } : 'pass');
  await signInAs(page, 'Cyd');
  await page.goto('/me');
  await expect.poll(() => between.seen).toContain(`GET ${HUB}/rota`);
  await expect.poll(() => kept(page)).toContain('/me');
  between.judge = () => 'pass';
  await signInAs(page, 'Bert');
  await page.goto('/me');
  await expect(page.getByRole('heading', { name: 'Hello, Bert' })).toBeVisible();
  await expect.poll(() => kept(page), { timeout: 20_000 }).toContain('/me');
  const [berts] = await page.evaluate(async () =>
    (await caches.keys()).filter((name) => name.startsWith('kept-')),
  );
  letGo();
  const late = page.context().serviceWorkers()[0]!;
  // Whatever came late has been dealt with once the worker has been asked for something after it.
  for (let round = 0; round < 5; round++) {
    await late.evaluate(() => fetch('/healthz').then((answer) => answer.text()));
    expect(
      await page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('kept-'))),
    ).toEqual([berts]);
  }
  await context.setOffline(true);
  await page.goto('/me');
  await expect(page.getByRole('heading', { name: 'Hello, Bert' })).toBeVisible();
  await between.stop();
});

test('a host counts heads and ticks who came where there is no signal, and both are there afterwards', async ({
  page,
  context,
  natter,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk`);
  const dates = page.getByRole('region', { name: 'Next meet-ups' }).getByRole('listitem');
  await dates.first().getByRole('link').first().click();
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
  const [stayedAway, cameAlong] = await page
    .getByRole('group', { name: 'They came' })
    .getByRole('checkbox')
    .all();
  await stayedAway!.uncheck();
  await page.getByRole('button', { name: 'Save who came' }).click();
  await expect(page.getByText('Not sent yet: Who came').first()).toBeVisible();
  await expect(page.getByText('Not sent yet: How many there were').first()).toBeVisible();
  await context.setOffline(false);
  await page.goto(path);
  await expect(page.getByText('Not sent yet')).toHaveCount(0, { timeout: 20_000 });
  await page.goto(path);
  await expect(page.getByText('14 people came, 3 of them new faces.')).toBeVisible();
  await expect(page.getByText('Noted. Names are kept for 30 days')).toBeVisible();
  await expect(stayedAway!).not.toBeChecked();
  await expect(cameAlong!).toBeChecked();
});

test('my week has the numbers that I may ring, and nothing private lies where it is for everybody', async ({
  page,
  context,
  natter,
  signInAs,
}) => {
  const db = await database.open({ url: `file:${join(natter.folder, 'natter.db')}` });
  await db.write((tx) =>
    tx.run(
      `UPDATE people SET telephone = '01947 880123', telephone_public = 1 WHERE first_name IN ('Ada', 'Dot')`,
    ),
  );
  await db.close();
  await comeAsCyd(page, signInAs);
  await expect.poll(() => keptWords(page, '/me'), { timeout: 20_000 }).toContain('01947 880123');
  await context.setOffline(true);
  await page.goto('/me');
  await expect(page.getByText('No signal. This is as of')).toBeVisible();
  await expect(page.getByRole('link', { name: '01947 880123' }).first()).toHaveAttribute(
    'href',
    'tel:01947880123',
  );
  // The front door leads home.
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Hello, Cyd' })).toBeVisible();
  const shared = await page.evaluate(async () => {
    const shells = (await caches.keys()).filter((name) => name.startsWith('shell-'));
    const found: string[] = [];
    for (const name of shells) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = (await cache.match(request))!;
        const path = new URL(request.url).pathname;
        const isFile = /^\/(_app\/immutable|fonts|icons)\/|\.svg$/.test(path);
        const isPrivate = answer.headers.get('natter-for') ?? 'nobody';
        if (!isFile || isPrivate !== 'nobody') found.push(`${path} ${isPrivate}`);
      }
    }
    return found;
  });
  expect(shared).toEqual(['/offline nobody']);
});

test('a driver reads whom to fetch where there is no signal, and what they tap on the way goes out once there is one', async ({
  page,
  context,
  natter,
  signInAs,
}) => {
  const db = await database.open({ url: `file:${join(natter.folder, 'natter.db')}` });
  const ride = () =>
    db.one(`SELECT rides.on_my_way_at, rides.pick_up_at, rides.home_safe_at
              FROM rides
              JOIN lift_offers ON lift_offers.id = rides.offer_id
              JOIN people ON people.id = lift_offers.person_id
             WHERE people.first_name = 'Bert' AND rides.leg = 'out' AND rides.settled_at IS NOT NULL`);
  await signInAs(page, 'Bert');
  natter.moveTo(Number((await ride())!.pick_up_at) - 3600);
  await page.goto('/me/lifts');
  await expect(page.getByRole('button', { name: /^On my way/ }).first()).toBeVisible();
  await expect.poll(() => kept(page), { timeout: 20_000 }).toContain('/me/lifts');
  await page.goto('/me/lifts');
  await page.goto('/me');
  await expect(page.getByRole('heading', { name: 'My lifts' })).toBeVisible();
  await expect
    .poll(() => kept(page), { timeout: 20_000 })
    .toEqual(expect.arrayContaining(['/me', '/me/lifts', `${HUB}/rota`]));

  await context.setOffline(true);
  await page.goto('/me');
  await expect(page.getByText('No signal. This is as of')).toBeVisible();
  await page.getByRole('link', { name: 'See my lifts' }).click();
  await page.waitForURL(/\/me\/lifts$/);
  await expect(page.getByText('No signal. This is as of')).toBeVisible();
  await expect(page.getByText('Cyd').first()).toBeVisible();
  await page
    .getByRole('button', { name: /^On my way/ })
    .first()
    .click();
  await expect(page.getByText('Not sent yet: On my way').first()).toBeVisible();
  expect((await ride())!.on_my_way_at).toBeNull();

  await context.setOffline(false);
  await page.goto('/me/lifts');
  await expect(page.getByText('Not sent yet')).toHaveCount(0, { timeout: 20_000 });
  await expect.poll(async () => (await ride())!.on_my_way_at).not.toBeNull();

  const homeSafe = page.getByRole('button', { name: /^Home safe/ }).first();
  await page
    .getByRole('button', { name: /^Picked up/ })
    .first()
    .click();
  await expect(homeSafe).toBeVisible();
  await expect
    .poll(() => keptWords(page, '/me/lifts'), { timeout: 20_000 })
    .toContain('aria-label="Home safe');
  await context.setOffline(true);
  await page.goto('/me/lifts');
  await homeSafe.click();
  await expect(page.getByText('Not sent yet: Home safe').first()).toBeVisible();
  expect((await ride())!.home_safe_at).toBeNull();
  await context.setOffline(false);
  await page.goto('/me/lifts');
  await expect(page.getByText('Not sent yet')).toHaveCount(0, { timeout: 20_000 });
  await expect.poll(async () => (await ride())!.home_safe_at).not.toBeNull();
  await db.close();
});
