import type { Page } from '@playwright/test';
import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const DESK = '/stainsacre-social/desk';

/** The one button, wherever the dates were shown: on the way, or while tapping. */
async function saveAfterLooking(page: Page, name: string, seen: string) {
  await page.getByRole('button', { name }).click();
  await page.waitForLoadState();
  const look = page.getByRole('heading', { name: seen });
  if (await look.isVisible()) await page.getByRole('button', { name }).click();
  await page.waitForLoadState();
}

/** A day so many days on, as a date field wants it. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

test('a host moves "this and later", sees whom it touches, and those who come are told', async ({
  page,
  signInAs,
  browser,
  natter,
  javaScriptEnabled,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${DESK}/meetups/new`);
  await page.getByLabel('What is it called?').fill('Knit and natter');
  await page.getByLabel('Day', { exact: true }).fill(dayFromNow(20));
  await page.getByLabel('Every week', { exact: true }).check();
  await page.getByLabel('Somewhere new').check();
  await page.getByLabel('Name of the new place').fill('The reading room');
  await saveAfterLooking(page, 'Save this meet-up', 'Are these the right dates?');
  await expect(page.getByText('Saved: Knit and natter')).toBeVisible();
  const meetup = new URL(page.url()).searchParams.get('planned')!;

  const context = await browser.newContext({
    baseURL: natter.url,
    javaScriptEnabled: javaScriptEnabled !== false,
  });
  const gwen = await context.newPage();
  await gwen.goto(`/stainsacre-social/meetups/${meetup}`);
  await gwen.getByLabel('Your first name').fill('Gwenllian');
  await gwen.getByRole('button', { name: "I'm coming" }).click();
  await expect(gwen.getByText('you said you are coming')).toBeVisible();

  await page.goto(`${DESK}/meetups/${meetup}/change?scope=later`);
  await expectOpenToAll(page);
  await page.getByLabel('Day', { exact: true }).fill(dayFromNow(21));
  await page.getByRole('button', { name: 'Save this change' }).click();
  const means = page.getByRole('region', { name: 'What this change means' });
  await expect(means).toContainText('Gwenllian');
  await expect(means.getByLabel('Move them, and tell everybody who counts on them')).toBeChecked();
  await expectOpenToAll(page);
  await page.getByRole('button', { name: 'Save this change' }).click();
  await expect(page.getByRole('heading', { name: 'Next dates' })).toBeVisible();
  await expectOpenToAll(page);

  await page.goto(`${DESK}/meetups/${meetup}/reached`);
  await expect(page.getByText('Gwenllian').first()).toBeVisible();
  await gwen.reload();
  await expect(
    gwen.getByText('Moved from').or(gwen.getByText('you said you are coming')).first(),
  ).toBeVisible();
  expect(new URL(gwen.url()).pathname).toContain(meetup);
});

test('a series stops for a while, keeps what people joined, and is back on its day', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(DESK);
  const tea = page.getByRole('listitem').filter({ hasText: 'Tea at the shelter' }).first();
  await tea.getByRole('link', { name: 'All its dates' }).click();
  await page.getByText('Stop for a while, like over the summer').click();
  await page.getByLabel('Back on').fill(dayFromNow(200));
  await page.getByRole('button', { name: 'Stop for a while' }).click();
  await expect(page.getByText(/^People have joined/)).toBeVisible();
  await expectOpenToAll(page);
  await page.getByRole('button', { name: 'Stop for a while' }).click();
  await expect(page.getByText('It has stopped for now.')).toBeVisible();
  await page.getByRole('button', { name: 'Back on from today' }).click();
  await expect(page.getByText('It has stopped for now.')).toHaveCount(0);
});

test('where a home is, is shown to who is coming and to nobody else', async ({
  page,
  signInAs,
  browser,
  natter,
}) => {
  const stranger = await browser.newPage({ baseURL: natter.url });
  await stranger.goto('/stainsacre-social');
  await stranger.getByRole('link', { name: 'Tea at Dot' }).first().click();
  await expect(stranger).toHaveURL(/\/meetups\//);
  await expect(stranger.getByText('The address is shown here once you are coming')).toBeVisible();
  expect(await stranger.content()).not.toContain('12 Mill Lane');

  await signInAs(page, 'Ada');
  await page.goto(`${DESK}/meetups/new`);
  await page.getByLabel('What is it called?').fill('Soup');
  await page.getByLabel('Day', { exact: true }).fill(dayFromNow(3));
  await page.getByRole('radio', { name: /Dot's house/ }).check();
  await page.getByRole('button', { name: 'Save this meet-up' }).click();
  await expect(page.getByRole('alert')).toContainText('In a home there have to be two hosts');
  await expectOpenToAll(page);
  await page.getByLabel('Dot', { exact: true }).check();
  await page.getByRole('button', { name: 'Save this meet-up' }).click();
  await expect(page.getByText('Saved: Soup')).toBeVisible();
  const soup = `/stainsacre-social/meetups/${new URL(page.url()).searchParams.get('planned')}`;
  await stranger.goto(soup);
  expect(await stranger.content()).not.toContain('12 Mill Lane');
  await stranger.getByLabel('Your first name').fill('Gwenllian');
  await stranger.getByRole('button', { name: "I'm coming" }).click();
  await expect(stranger.getByText('12 Mill Lane')).toBeVisible();
});

test('of two hosts who cancel at once, both are led to who knows', async ({ page, signInAs }) => {
  await signInAs(page, 'Ada');
  await page.goto(DESK);
  await page
    .getByRole('link', { name: /Tea at the shelter/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Cancel this date' }).click();
  await page.waitForURL(/\/cancel$/);
  const second = await page.context().newPage();
  await second.goto(page.url());
  for (const one of [page, second]) {
    await one.getByRole('button', { name: 'Cancel this date' }).click();
    await expect(one).toHaveURL(/\/reached$/);
  }
  await second.goto(second.url().replace('/reached', '/cancel'));
  await expectOpenToAll(second);
  await second.getByRole('button', { name: 'It is back on' }).click();
  await expect(second).toHaveURL(/\/reached$/);
});
