import type { Browser, Page } from '@playwright/test';
import type { PushReceiver } from '../helpers/push-receiver.ts';
import type { RealNatter } from '../helpers/real-natter.ts';
import { expect, expectOpenToAll, test } from './natter.ts';

const HOUR = 3600;

test.use({ inVillage: true });

/** Somebody of the cast on a device of their own that takes push messages. */
async function withPhone(page: Page, natter: RealNatter, push: PushReceiver) {
  const { endpoint, p256dh, auth } = push.subscribe();
  const answer = await page.request.post('/me/push', {
    headers: { origin: natter.url },
    data: { endpoint, keys: { p256dh, auth } },
  });
  expect(answer.status()).toBe(200);
  return endpoint;
}

/** The next date of the tea at the shelter, and when it begins by a clock at most an hour from UTC. */
async function nextTea(page: Page) {
  await page.goto('/stainsacre-social');
  await page
    .getByRole('link', { name: /Tea at the shelter/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\d{4}-\d\d-\d\d$/);
  const path = new URL(page.url()).pathname;
  return { path, starts: Date.parse(`${path.slice(-10)}T10:30:00Z`) / 1000 };
}

async function sayComing(page: Page) {
  const change = page.getByRole('link', { name: 'Change my mind' });
  if (await change.isVisible()) await change.click();
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByText('you said you are coming')).toBeVisible();
}

async function stranger(browser: Browser, natter: RealNatter, script: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: natter.url, javaScriptEnabled: script });
  return context.newPage();
}

async function arriving(push: PushReceiver, title: RegExp) {
  const find = () =>
    push.received
      .map(
        ({ payload }) =>
          JSON.parse(payload).notification as { title: string; body: string; navigate: string },
      )
      .find((notification) => title.test(notification.title));
  await expect.poll(find, { timeout: 20_000 }).toBeTruthy();
  return find()!;
}

test('a reminder comes to the phone, and one tap from it says "not this time"', async ({
  browser,
  page,
  natter,
  push,
  signInAs,
  javaScriptEnabled,
}) => {
  await signInAs(page, 'Fay');
  await withPhone(page, natter, push);
  const tea = await nextTea(page);
  await sayComing(page);
  natter.moveTo(tea.starts - 16 * HOUR);
  const reminder = await arriving(push, /^Tea at the shelter, tomorrow$/);
  expect(push.faults).toEqual([]);
  expect(reminder.body).toContain('10.30 in the morning');

  // In a browser that nobody is signed in to: the address is enough, and looking at it changes nothing.
  const tapped = await stranger(browser, natter, javaScriptEnabled !== false);
  await tapped.goto(reminder.navigate);
  await expect(tapped.getByRole('heading', { name: 'Tea at the shelter' })).toBeVisible();
  await expectOpenToAll(tapped);
  await expect(tapped.getByText('You said you are coming')).toBeVisible();
  await tapped.getByRole('button', { name: 'Not this time' }).click();
  await expect(tapped.getByText('Thank you for saying so')).toBeVisible();
  await page.goto(tea.path);
  await expect(page.getByText('you said not this time')).toBeVisible();
});

test('killed in the middle of sending, Natter sends again with the same topic, so that one is shown', async ({
  page,
  natter,
  push,
  signInAs,
}) => {
  await signInAs(page, 'Fay');
  await withPhone(page, natter, push);
  const tea = await nextTea(page);
  await sayComing(page);
  push.answer({ manner: 'silent' });
  natter.moveTo(tea.starts - 16 * HOUR);
  await expect.poll(() => push.received.length, { timeout: 20_000 }).toBe(1);
  await natter.stop('SIGKILL');
  push.answer(null);
  await natter.restart();
  await expect.poll(() => push.received.length, { timeout: 20_000 }).toBe(2);
  const [first, second] = push.received;
  expect(second!.topic).toBe(first!.topic);
  expect(second!.payload).toBe(first!.payload);

  // Told to end, it ends in time, and starts again with nothing to say.
  expect(await natter.stop('SIGTERM')).toBe(0);
  await natter.restart();
  await page.goto(tea.path);
  await expect(page.getByText('you said you are coming')).toBeVisible();
  expect(push.received).toHaveLength(2);
});

test('a mail program stops reminders with one click, and a person with one tap', async ({
  page,
  natter,
  mail,
  signInAs,
}) => {
  await signInAs(page, 'Fay');
  const tea = await nextTea(page);
  await sayComing(page);
  natter.moveTo(tea.starts - 16 * HOUR);
  const isFays = ({ envelope }: { envelope: { to: string[] } }) => envelope.to[0]!.startsWith('fay@');
  await expect.poll(() => mail.received.some(isFays), { timeout: 20_000 }).toBe(true);
  const headers = mail.received.find(isFays)!.headers;
  const address = /<(.*)>/.exec(headers.find(({ key }) => key === 'list-unsubscribe')!.value)![1]!;

  await page.goto(address);
  await expect(page.getByText('No more reminders', { exact: true })).toBeVisible();
  await page.goto('/me/told');
  await expect(page.getByLabel('Cancellations only')).not.toBeChecked();

  const clicked = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(clicked.status).toBe(200);
  await page.reload();
  await expect(page.getByLabel('Cancellations only')).toBeChecked();
});

test('signing out drops the device: what is meant for one never comes up in front of another', async ({
  page,
  natter,
  push,
  mail,
  signInAs,
}) => {
  await signInAs(page, 'Fay');
  await withPhone(page, natter, push);
  const tea = await nextTea(page);
  await sayComing(page);
  await page.getByRole('button', { name: 'Sign out on this device' }).click();
  natter.moveTo(tea.starts - 16 * HOUR);
  const toFay = () => mail.received.filter(({ envelope }) => envelope.to[0]!.startsWith('fay@'));
  await expect.poll(() => toFay().length, { timeout: 20_000 }).toBe(1);
  expect(push.received).toEqual([]);
});

test('only addresses of push services are kept, and only from our own pages', async ({
  page,
  natter,
  push,
  signInAs,
}) => {
  const good = push.subscribe();
  const body = (endpoint: string, keys: object = { p256dh: good.p256dh, auth: good.auth }) => ({
    endpoint,
    keys,
  });
  const send = (data: unknown, origin = natter.url) =>
    page.request
      .post('/me/push', { headers: { origin }, data: data as object })
      .then((answer) => answer.status());
  expect(await send(body(good.endpoint))).toBe(401);
  await signInAs(page, 'Fay');
  expect(await send(body(good.endpoint), 'https://elsewhere.example')).toBe(403);
  for (const endpoint of [
    'https://127.0.0.1:1/x',
    'http://fcm.googleapis.com/x',
    'https://user@fcm.googleapis.com/x',
    'https://fcm.googleapis.com.evil.example/x',
    'https://169.254.169.254/latest',
    'not an address',
  ])
    expect(await send(body(endpoint)), endpoint).toBe(422);
  expect(await send(body(good.endpoint, { p256dh: 'AAAA', auth: good.auth }))).toBe(422);
  expect(await send({})).toBe(422);
  expect(await send({ padding: 'x'.repeat(5_000) })).toBe(413);
  expect(await send(body(good.endpoint))).toBe(200);
  for (let i = 0; i < 5; i++) expect(await test_()).toBe(200);
  expect(await test_()).toBe(429);
  expect(push.received).toHaveLength(5);

  function test_() {
    return page.request
      .post('/me/push/test', { headers: { origin: natter.url }, data: {} })
      .then((answer) => answer.status());
  }
});

test('an address nobody signed leads nowhere', async ({ page }) => {
  const answer = await page.goto('/letters/made-up.signature');
  expect(answer!.status()).toBe(404);
});
