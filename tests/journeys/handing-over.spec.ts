import type { Page } from '@playwright/test';
import type { RealNatter } from '../helpers/real-natter.ts';
import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const HOUR = 3600;

/** Letters rest in the night. */
function moveToMorning(natter: RealNatter) {
  natter.moveTo(Math.floor(natter.now() / (24 * HOUR)) * 24 * HOUR + 11 * HOUR);
}

const HUB = '/stainsacre-social';
const DESK = `${HUB}/desk`;

/** The first date on the desk whose title reads so. */
async function openDate(page: Page, title: string) {
  await page.goto(DESK);
  const line = page.getByRole('listitem').filter({ hasText: title }).first();
  await line.getByRole('link', { name: title }).first().click();
  await page.waitForURL(/\/desk\/meetups\//);
}

test('somebody without mail signs in with a card that a host printed', async ({
  page,
  signInAs,
  browser,
  natter,
  javaScriptEnabled,
}) => {
  await signInAs(page, 'Bert');
  await page.goto(`${DESK}/people?words=Cyd`);
  await page.getByRole('main').getByRole('link', { name: 'Cyd' }).click();
  await page.getByRole('link', { name: 'Make a sign-in card for Cyd' }).click();
  await expectOpenToAll(page);
  await page.getByRole('button', { name: 'Make a card for Cyd' }).click();
  await expect(page.getByRole('heading', { name: 'For Cyd' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'The code that signs Cyd in' })).toBeVisible();
  await expectOpenToAll(page);
  const address = await page.getByText('/sign-in/once/').innerText();
  await page.reload();
  expect(await page.getByText('/sign-in/once/').innerText()).toBe(address);

  const context = await browser.newContext({ javaScriptEnabled: javaScriptEnabled !== false });
  const cyd = await context.newPage();
  await cyd.goto(address);
  await cyd.getByRole('button', { name: 'Sign in as Cyd' }).click();
  await expect(cyd.getByRole('heading', { name: 'Hello, Cyd' })).toBeVisible();
  await page.reload();
  await expect(page.getByText('That card has been used, or is too old.')).toBeVisible();

  await page.goto(`${DESK}/people?words=Ada`);
  await page.getByRole('main').getByRole('link', { name: 'Ada' }).click();
  await expect(page.getByRole('heading', { name: 'Ada, keeper' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'sign-in card' })).toHaveCount(0);
  expect(natter.printed.join('\n')).not.toContain(address.split('/').at(-1));
});

test('the only keeper is asked to find another one first, for the hub by its name', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto('/me/data/erase');
  await page.getByRole('link', { name: 'Choose a new keeper for Stainsacre Social' }).click();
  await expect(page).toHaveURL(`${DESK}/people`);
});

test('whoever hosts at home reads what becomes of it before they erase themselves', async ({
  page,
  signInAs,
  browser,
  natter,
  mail,
}) => {
  moveToMorning(natter);
  const stranger = await browser.newPage({ baseURL: natter.url });
  await stranger.goto(HUB);
  await stranger
    .getByRole('link', { name: /Tea at Dot/ })
    .first()
    .click();
  await stranger.waitForURL(/\/meetups\//);
  await signInAs(page, 'Dot');
  await page.goto('/me/data/erase');
  const warning = page.getByText('These are still ahead').locator('..').locator('..');
  await expect(warning).toContainText('It is in your home');
  await expect(warning).toContainText('Bert hosts it without you, and we tell them');
  await expectOpenToAll(page);
  await page.getByLabel('Yes, I am sure').check();
  await page.getByRole('button', { name: 'Erase everything about me' }).click();
  await expect(page).toHaveURL(/\/me\/data\/erased/);
  await stranger.reload();
  await expect(stranger.getByRole('heading', { name: 'Cancelled' })).toBeVisible();
  await expect(async () => {
    expect(mail.received.filter(({ subject }) => subject?.startsWith('A host has left')).length).not.toBe(0);
  }).toPass({ timeout: 20_000 });
});

test('one date alone has another host, who is told', async ({ page, signInAs }) => {
  await signInAs(page, 'Ada');
  await openDate(page, 'Slow walk and talk');
  const date = page.url();
  await page.getByRole('link', { name: 'Change it' }).click();
  await page.waitForURL(/\/change/);
  await page.getByLabel('Bert', { exact: true }).uncheck();
  await page.getByLabel('Dot', { exact: true }).check();
  await expectOpenToAll(page);
  await page.getByRole('button', { name: 'Save this change' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/change'));
  await page.goto(date);
  await expect(page.getByText('Host: Dot')).toBeVisible();
  await page.goto(DESK);
  const later = page.getByRole('listitem').filter({ hasText: 'Slow walk and talk' }).nth(1);
  await later.getByRole('link', { name: 'Slow walk' }).first().click();
  await expect(page.getByText('Host: Bert')).toBeVisible();
});

test('a host asks another to help ring, and the other finds the list', async ({
  page,
  signInAs,
  browser,
  natter,
  mail,
  javaScriptEnabled,
}) => {
  moveToMorning(natter);
  await signInAs(page, 'Dot');
  await openDate(page, 'Tea at the shelter');
  await page.getByRole('link', { name: 'Cancel this date' }).click();
  await page.getByRole('button', { name: 'Cancel this date' }).click();
  await expect(page).toHaveURL(/\/reached/);
  await expect(page.getByRole('listitem').filter({ hasText: 'Bert, host' })).toBeVisible();
  await page.getByRole('button', { name: 'Ask Bert to help ring' }).click();
  await expect(page.getByText('Bert was asked to help ring')).toBeVisible();
  await expectOpenToAll(page);
  let address = '';
  await expect(async () => {
    const asked = mail.received.find(({ subject }) => subject?.startsWith('Please help to ring'));
    address = /https?:\/\/\S+\/letters\/\S+/.exec(asked?.text ?? '')?.[0] ?? '';
    expect(address).not.toBe('');
  }).toPass({ timeout: 20_000 });
  const context = await browser.newContext({
    baseURL: natter.url,
    javaScriptEnabled: javaScriptEnabled !== false,
  });
  const bert = await context.newPage();
  await signInAs(bert, 'Bert');
  await bert.goto(new URL(address).pathname);
  await expectOpenToAll(bert);
  await bert.getByRole('button', { name: 'I’ll help to ring' }).click();
  await bert.getByRole('link', { name: 'Whom to ring' }).click();
  await expect(bert.getByText('Cyd').first()).toBeVisible();
});

test('a report about a keeper is read and settled by whoever runs Natter, and by nobody else', async ({
  page,
  natter,
  mail,
}) => {
  await page.goto(`${HUB}/report`);
  await page.getByLabel('What is wrong?').fill('Rude at the door');
  await page.getByLabel('Somebody else: it is about a keeper').check();
  await page.getByRole('button', { name: 'Send this report' }).click();
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  await expect.poll(() => mail.received.length).toBeGreaterThan(0);
  await natter.restart();
  const [address] = /http\S+\/operator\/\S+/.exec(natter.printed.join('\n'))!;
  await page.goto(address);
  await expect(page.getByText('Rude at the door')).toBeVisible();
  await expectOpenToAll(page);
  await page.getByRole('button', { name: 'I have looked at this' }).click();
  await expect(page.getByText('There is nothing to look at')).toBeVisible();
});

test('a place in a home says whose it is, and is not made public by a slip', async ({ page, signInAs }) => {
  await signInAs(page, 'Ada');
  await page.goto(`${DESK}/venues/new`);
  await page.getByLabel("Somebody's home").check();
  await page.getByLabel('What is the place called?').fill('Eve’s kitchen');
  await page.getByLabel('For a home: which street').fill('Low Lane');
  await page.getByRole('button', { name: 'Save this place' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose whose home it is');
  await expectOpenToAll(page);
  await page.goto(`${DESK}/venues`);
  await page
    .getByRole('main')
    .getByRole('link', { name: /Dot's house/ })
    .click();
  await page.getByLabel('A place for everybody').check();
  await page.getByRole('button', { name: 'Save this place' }).click();
  await expect(page.getByRole('alert')).toContainText('This is somebody’s home');
  await page.getByLabel("Somebody's home").check();
  await page.getByRole('button', { name: 'Save this place' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('12 Mill Lane');
  await expect(page.getByLabel('How to find it')).toHaveValue('The green door, past the post box');
});
