import type { Page } from '@playwright/test';
import { firstAfterToday } from './after-today.ts';
import { expect } from './natter.ts';

/** What journeys without a signal have in common. */

export const HUB = '/stainsacre-social';
export type SignInAs = (page: Page, firstName: string) => Promise<void>;

/** What lies in the private caches of this browser. */
export const kept = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('kept-'));
    const paths = await Promise.all(
      names.map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname),
      ),
    );
    return paths.flat();
  });

/** The words of one page that lies there. */
export const keptWords = (page: Page, path: string) =>
  page.evaluate(async (path) => {
    const [mine = ''] = (await caches.keys()).filter((name) => name.startsWith('kept-'));
    return (await (await caches.open(mine)).match(path))?.text();
  }, path);

/** Makes a copy on this device one whose time is over; returns until when (Unix seconds) it was to stay. */
export const endItsTime = (page: Page, path: string) =>
  page.evaluate(async (path) => {
    const name = (await caches.keys()).find((one) => one.startsWith('kept-'));
    const cache = await caches.open(name ?? '');
    const copy = (await cache.match(path))!;
    const headers = new Headers(copy.headers);
    const until = Number(headers.get('natter-until'));
    headers.set('natter-until', '1');
    await cache.put(path, new Response(await copy.text(), { headers }));
    return until;
  }, path);

/** Says "I'm coming" to the first meet-up after today as Cyd (today's may be on already), and waits until the device has kept it. */
export async function comeAsCyd(page: Page, signInAs: SignInAs, base = ''): Promise<string> {
  await signInAs(page, 'Cyd');
  await page.goto(base + HUB);
  const meetups = page.getByRole('main').locator(`:not(.warning) > a[href^="${HUB}/meetups/"]`);
  const path = await firstAfterToday(meetups, 'href');
  await page.goto(base + path);
  const coming = page.getByRole('button', { name: "I'm coming" });
  if (await coming.isVisible()) await coming.click();
  await expect(page.getByText('Cyd, you said you are coming')).toBeVisible();
  await page.goto(`${base}/me`);
  await expect
    .poll(() => kept(page), { timeout: 20_000 })
    .toEqual(expect.arrayContaining(['/me', HUB, path]));
  return path;
}

/** Changes my mind on the page of a meet-up where I have answered already. */
export async function changeMyMind(page: Page, button: string): Promise<void> {
  await page.getByRole('link', { name: 'Change my mind' }).click();
  await page.getByRole('button', { name: button }).click();
}

/** The registration of the worker of this origin, as the DevTools protocol calls it. */
export async function controlWorker(page: Page, origin: string) {
  const devTools = await page.context().newCDPSession(page);
  const registrationId = await new Promise<string>((found) => {
    devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
      if (ours) found(ours.registrationId);
    });
    void devTools.send('ServiceWorker.enable');
  });
  return {
    sync: () =>
      devTools.send('ServiceWorker.dispatchSyncEvent', {
        origin,
        registrationId,
        tag: 'send',
        lastChance: false,
      }),
    push: (data: string) =>
      devTools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data }),
  };
}
