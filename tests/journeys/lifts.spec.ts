import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const LIFTS = '/stainsacre-social/lifts';

test('somebody who says they are coming asks for a lift with the same tap', async ({ page }) => {
  await page.goto(LIFTS);
  await page
    .getByRole('link', { name: /^I need a lift: / })
    .first()
    .click();
  await page.getByLabel('Your first name').fill('Ivy');
  await page.getByLabel('I need a lift').check();
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByRole('heading', { name: 'I need a lift' })).toBeVisible();

  await page.getByRole('button', { name: 'I need a lift' }).click();
  await expect(page.getByText('Choose where it begins').first()).toBeVisible();
  await page.getByLabel('Chapel').check();
  await page.getByRole('button', { name: 'I need a lift' }).click();
  await expect(page.getByText('We tell you as soon as there is a lift for you')).toBeVisible();
  await expect(page.getByText('We are looking for a lift for you.')).toBeVisible();

  await page.getByRole('button', { name: /^I need no lift after all/ }).click();
  await expect(page.getByText('Taken back. Whoever knew of it is told.')).toBeVisible();
});

test('a host plans the lifts and asks everybody; with both yeses a lift is settled', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto('/stainsacre-social/desk/lifts');
  const dates = page.getByRole('region', { name: 'Who goes where' });
  // The first may be a day of trips elsewhere, to which nobody drives.
  await dates.getByRole('link').filter({ hasNotText: 'To the market' }).first().click();
  await page.getByRole('button', { name: 'Plan the lifts' }).click();
  await expect(page.getByText('Here is a plan. Nobody is asked yet.')).toBeVisible();
  const desk = new URL(page.url()).pathname;
  await expectOpenToAll(page);
  // The proof comes by itself.
  await expect(async () => {
    await page.goto(desk);
    await expect(page.getByText('No other plan is better.')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });

  await expect(page.getByText('All that could take them are full before 10.30.')).toBeVisible();
  const withBert = page.getByRole('listitem').filter({ hasText: 'In the draft, with Bert.' });
  await withBert.getByRole('button', { name: /^Leave it as it is/ }).click();
  await expect(page.getByText('Left as it is in a new plan.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Ask everybody' }).click();
  await expect(page.getByText('Everybody is asked now')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask everybody' })).toHaveCount(0);

  await page.goto('/me/lifts');
  await expect(page.getByText('minutes more').first()).toBeVisible();
  await page.getByRole('button', { name: 'Yes, I can' }).click();
  await page.goto(desk);
  const withAda = page.getByRole('listitem').filter({ hasText: 'Asked, with Ada.' }).first();
  const name = await withAda.getByRole('button', { name: /told us yes$/ }).getAttribute('aria-label');
  await withAda.getByRole('button', { name: /told us yes$/ }).click();
  await expect(page.getByText('Noted.')).toBeVisible();
  const row = page.getByRole('listitem').filter({ hasText: `${name!.split(' ')[0]}, ` });
  await expect(row.last()).toContainText('Settled, with Ada.');
});

test('where nobody drives, a plan says so and asks nobody', async ({ page, signInAs }) => {
  await signInAs(page, 'Ada');
  await page.goto('/stainsacre-social/desk/lifts');
  await page.getByRole('link', { name: 'To the market' }).click();
  await page.getByRole('button', { name: 'Plan the lifts' }).click();
  await expect(page.getByText('no car can take anybody more')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask everybody' })).toHaveCount(0);
});
