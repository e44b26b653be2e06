import { join } from 'node:path';
import type { Page } from '@playwright/test';
import * as database from '../../src/lib/server/db/database.ts';
import type { RealNatter } from '../helpers/real-natter.ts';
import { expect, test } from './natter.ts';
import { comeAsCyd, controlWorker } from './without-signal.ts';

// The badge is a comfort of script, on platforms that have one.
test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'needs script');
test.use({ inVillage: true });

/** A platform with a badge on its icons, which a test browser has not; what is on it is kept in `badge`. */
const BADGE = `{
  const put = (count) => { globalThis.badge = count; return Promise.resolve(); };
  Object.assign(Object.getPrototypeOf(navigator), { setAppBadge: put, clearAppBadge: () => put(0) });
}`;

const onWorker = (page: Page) => page.context().serviceWorkers()[0]!;
const badgeOf = (page: Page) => page.evaluate('globalThis.badge');

/** Makes Cyd the one who is asked to take a place that came free. */
async function offerPlace({ folder }: RealNatter, path: string, place: 'offered' | 'in'): Promise<void> {
  const db = await database.open({ url: `file:${join(folder, 'natter.db')}` });
  await db.write((tx) =>
    tx.run(
      `UPDATE rsvps SET place = :place, offered_until = CASE :place WHEN 'offered' THEN 99999999999 END
       WHERE meetup_id = :id AND person_id = (SELECT id FROM people WHERE first_name = 'Cyd')`,
      { id: path.split('/').at(-1)!, place },
    ),
  );
  await db.close();
}

test('the badge on the icon shows what awaits my answer, until I have answered', async ({
  page,
  natter,
  signInAs,
}) => {
  await page.addInitScript(BADGE);
  const path = await comeAsCyd(page, signInAs);
  await offerPlace(natter, path, 'offered');
  // A push tells the worker, with no page open to look.
  await onWorker(page).evaluate(BADGE);
  const worker = await controlWorker(page, `${natter.url}/`);
  await worker.push('{}');
  await expect.poll(() => onWorker(page).evaluate('globalThis.badge')).toBe(1);
  await page.goto(path);
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByText('Cyd, you said you are coming')).toBeVisible();
  await expect.poll(() => badgeOf(page)).toBe(0);
  // The worker's own look follows when a page opens.
  await page.goto('/me');
  await expect.poll(() => onWorker(page).evaluate('globalThis.badge')).toBe(0);
});

test('the badge goes when I sign out', async ({ page, natter, signInAs }) => {
  const path = await comeAsCyd(page, signInAs);
  await offerPlace(natter, path, 'offered');
  await onWorker(page).evaluate(BADGE);
  await page.goto('/me');
  await expect.poll(() => onWorker(page).evaluate('globalThis.badge')).toBe(1);
  await page.getByRole('button', { name: 'Sign out on this device' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/me'));
  await expect.poll(() => onWorker(page).evaluate('globalThis.badge')).toBe(0);
});
