import type { Page } from '@playwright/test';
import type { PushReceiver } from '../helpers/push-receiver.ts';
import type { RealNatter } from '../helpers/real-natter.ts';
import { expect, expectOpenToAll, test } from './natter.ts';

// Push is a comfort of script: without it there is nothing to offer.
test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'needs script');
test.use({ inVillage: true });

/**
 * A browser without a push service of its own, as in a test: subscribing gives a device of ours with real keys.
 * Everything else is the browser's own.
 */
async function giveDevice(page: Page, natter: RealNatter, push: PushReceiver) {
  await page.context().grantPermissions(['notifications'], { origin: natter.url });
  const device = JSON.stringify(push.subscribe());
  await page.addInitScript(`{
    const { endpoint, p256dh, auth } = ${device};
    const subscription = {
      endpoint,
      options: {},
      toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
      unsubscribe: async () => localStorage.removeItem('subscribed'),
    };
    PushManager.prototype.subscribe = async () => {
      localStorage.setItem('subscribed', 'yes');
      return subscription;
    };
    PushManager.prototype.getSubscription = async () => (localStorage.getItem('subscribed') ? subscription : null);
  }`);
}

/** Hands messages to the service worker of a page as the browser would. */
async function postman(page: Page, natter: RealNatter) {
  const devTools = await page.context().newCDPSession(page);
  const registrationId = await new Promise<string>((found) => {
    devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) found(registrations[0].registrationId);
    });
    devTools.send('ServiceWorker.enable');
  });
  return (data: string) =>
    devTools.send('ServiceWorker.deliverPushMessage', { origin: natter.url, registrationId, data });
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, tag }) => ({ title, tag }));
  });

/** Taps the notification with this tag, or one of its buttons. */
const tap = (page: Page, tag: string, action = '') =>
  page
    .context()
    .serviceWorkers()[0]!
    .evaluate(
      ([tag, action]) => {
        const worker = self as unknown as {
          registration: ServiceWorkerRegistration;
          dispatchEvent(e: Event): void;
        };
        const Tap = (self as unknown as { NotificationEvent: new (type: string, about: object) => Event })
          .NotificationEvent;
        return worker.registration
          .getNotifications({ tag })
          .then(([notification]) =>
            worker.dispatchEvent(new Tap('notificationclick', { notification, action })),
          );
      },
      [tag, action] as const,
    );

test('after the first "I\'m coming" push is offered, tried out, and brings what changes', async ({
  page,
  natter,
  push,
  signInAs,
}) => {
  await giveDevice(page, natter, push);
  await signInAs(page, 'Fay');
  await page.goto('/stainsacre-social');
  await page
    .getByRole('link', { name: /Tea at the shelter/ })
    .first()
    .click();
  const change = page.getByRole('link', { name: 'Change my mind' });
  if (await change.isVisible()) await change.click();
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByText('you said you are coming')).toBeVisible();

  await page.getByRole('button', { name: 'Tell me on this device' }).click();
  await expect(page.getByText('Did it arrive?')).toBeVisible();
  await expectOpenToAll(page);
  await expect.poll(() => push.received.length).toBe(1);
  expect(push.faults).toEqual([]);
  const deliver = await postman(page, natter);
  await deliver(push.received[0]!.payload);
  await expect.poll(() => shown(page)).toEqual([{ title: 'It works', tag: 'test' }]);
  await page.getByRole('button', { name: 'Yes, it arrived' }).click();
  await expect(page.getByText('That is how we will tell you')).toBeVisible();

  // What cannot be read is shown all the same: a push that shows nothing costs the permission.
  await deliver('rubbish');
  await expect
    .poll(async () => (await shown(page)).map(({ title }) => title))
    .toContain('Something has changed');

  await page.reload();
  await expect(page.getByText('We tell you on your phone or tablet')).toBeVisible();
});

test('a tap on a notification tells the host that the person knows', async ({
  browser,
  page,
  natter,
  push,
  signInAs,
}) => {
  await giveDevice(page, natter, push);
  await signInAs(page, 'Fay');
  await page.goto('/me/reach');
  await page.getByRole('button', { name: 'Tell me on this device' }).click();
  await expect.poll(() => push.received.length).toBe(1);
  await page.goto('/stainsacre-social');
  await page
    .getByRole('link', { name: /Tea at the shelter/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\d{4}-\d\d-\d\d$/);
  const path = new URL(page.url()).pathname;
  const change = page.getByRole('link', { name: 'Change my mind' });
  if (await change.isVisible()) await change.click();
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByText('you said you are coming')).toBeVisible();
  // A card signs in within a day, so before the clock is moved.
  const ada = await (await browser.newContext({ baseURL: natter.url })).newPage();
  await signInAs(ada, 'Ada');
  natter.moveTo(Date.parse(`${path.slice(-10)}T10:30:00Z`) / 1000 - 20 * 3600);

  const desk = path.replace('/meetups/', '/desk/meetups/');
  await ada.goto(`${desk}/cancel`);
  await ada.getByRole('button', { name: 'Cancel this date' }).click();
  const faysLine = ada
    .getByRole('listitem')
    .filter({ hasText: 'Fay' })
    .filter({ hasText: /to their phone/ });
  await expect(faysLine).toBeVisible();
  const cancelled = () => push.received.find(({ payload }) => payload.includes('Cancelled'))?.payload;
  await expect.poll(cancelled, { timeout: 20_000 }).toBeDefined();
  // It has arrived a moment before that is written down here.
  await expect(async () => {
    await ada.reload();
    await expect(faysLine).toContainText('not opened', { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await expectOpenToAll(ada);

  const deliver = await postman(page, natter);
  await deliver(cancelled()!);
  await expect
    .poll(async () => (await shown(page)).some(({ title }) => title.startsWith('Cancelled')))
    .toBe(true);
  const { tag } = (await shown(page)).find(({ title }) => title.startsWith('Cancelled'))!;
  await tap(page, tag, 'know');
  await expect(async () => {
    await ada.reload();
    await expect(faysLine).toHaveCount(0, { timeout: 500 });
  }).toPass();
});
