import { firstAfterToday } from './after-today.ts';
import { expect, expectOpenToAll, test } from './natter.ts';
import { HUB, kept } from './without-signal.ts';

test.use({ inVillage: true });

/** A day so many days on, as a date field wants it. */
const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('what was agreed is typed, sent, told to who has no device, and put to the room at the next meet-up', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk`);
  await page.locator('.warning a[href$="/notes"]').first().click();
  await page.getByLabel('What was decided?').fill('We ask for a longer table');
  await page.getByRole('button', { name: 'Write down what was decided' }).click();
  await expect(page.getByText('We ask for a longer table')).toBeVisible();
  await page.getByLabel('Who promises it?').selectOption({ label: 'Cyd' });
  await page.getByLabel('What do they promise?').fill('Measure the hall');
  await page.getByLabel('By which day?').fill(dayFromNow(9));
  await page.getByRole('button', { name: 'Write down the promise' }).click();
  await expect(page.getByText('Measure the hall')).toBeVisible();
  await expectOpenToAll(page);
  await page.getByRole('button', { name: 'Send the notes' }).click();
  await expect(page.getByText('Sent, to each by their own way.')).toBeVisible();
  await page.getByRole('button', { name: 'Told: Cyd' }).click();
  await expect(page.getByRole('button', { name: 'Told: Cyd' })).toHaveCount(0);
  await expectOpenToAll(page);

  await page.goto(`${HUB}/promises`);
  const promise = page.getByRole('listitem').filter({ hasText: 'Measure the hall' });
  await expect(promise).toContainText('A neighbour');
  await expect(promise).not.toContainText('Cyd');
  await expectOpenToAll(page);

  await page.goto(`${HUB}/desk`);
  const path = await firstAfterToday(page.getByRole('main').locator('a[href*="/desk/meetups/"]'), 'href');
  await page.goto(`${path}/agenda`);
  const lines = page.locator('#agenda').getByRole('listitem');
  await expect(lines.first()).toContainText('Read out');
  const title = (await lines.first().locator('b').textContent())!;
  await page.getByRole('button', { name: `Down: ${title}` }).click();
  await expect(lines.nth(1)).toContainText(title);
  const asked = page.getByRole('button', { name: /^The room says yes/ });
  const before = await asked.count();
  await asked.first().click();
  await expect(asked).toHaveCount(before - 1);
  await expectOpenToAll(page);
});

test('without a signal the notes are typed all the same, and go out when there is one', async ({
  page,
  context,
  signInAs,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'what waits on a device needs script');
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk`);
  const notes = (await page.locator('.warning a[href$="/notes"]').first().getAttribute('href'))!;
  await page.goto(notes);
  await expect.poll(() => kept(page), { timeout: 20_000 }).toContain(notes);
  await context.setOffline(true);
  await page.goto(notes);
  for (const words of ['A second kettle', 'Chairs from the school']) {
    await page.getByLabel('What was decided?').fill(words);
    await page.getByRole('button', { name: 'Write down what was decided' }).click();
    // The page is loaded anew from the device, and says what waits.
    await page.waitForURL(/\?unsent$/);
    await expect(page.getByText('Not sent yet: A decision').first()).toBeVisible();
    await page.goto(notes);
  }
  await context.setOffline(false);
  await page.goto(notes);
  await expect(page.getByText('Not sent yet')).toHaveCount(0, { timeout: 20_000 });
  await page.goto(notes);
  await expect(page.getByText('A second kettle')).toBeVisible();
  await expect(page.getByText('Chairs from the school')).toBeVisible();
});
