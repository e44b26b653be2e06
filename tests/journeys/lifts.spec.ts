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

test('where nobody drives, a plan says so and asks nobody; then a host orders a taxi', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto('/stainsacre-social/desk/lifts');
  await page.getByRole('link', { name: 'To the market' }).click();
  await expect(page.getByRole('heading', { name: /^Lifts to other places/ })).toBeVisible();
  const day = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Plan the lifts' }).click();
  await expect(page.getByText('no car can take anybody more')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask everybody' })).toHaveCount(0);

  await page.goto('/stainsacre-social/desk/lifts/taxis');
  await page.getByLabel('What is it called?').fill('Moor Cars');
  await page.getByLabel('Its telephone number').fill('01947 600123');
  await page.getByLabel('What it costs to set out, in pounds').fill('four');
  await page.getByLabel('And for each minute, in pounds').fill('0.60');
  await page.getByRole('button', { name: 'Save this firm' }).click();
  await expect(page.getByText('Enter pounds and pence, like 4.20').first()).toBeVisible();
  await page.getByLabel('What it costs to set out, in pounds').fill('4.20');
  await page.getByRole('button', { name: 'Save this firm' }).click();
  await expect(page.getByText('A plan counts on this firm')).toBeVisible();

  await page.goto(day);
  await page.getByRole('button', { name: 'The taxi is ordered, Moor Cars' }).click();
  const ordered = page.getByRole('region', { name: 'Taxis that are ordered' });
  await expect(ordered.getByText('01947 600123')).toBeVisible();
  await expectOpenToAll(page);
  await ordered.getByRole('link', { name: 'The order on paper' }).click();
  await expect(page.getByRole('heading', { name: 'Taxi order: Moor Cars' })).toBeVisible();
  await expect(page.getByText('One taxi for 1 person').first()).toBeVisible();
  const paper = await page.getByRole('link', { name: 'To print, A4' }).getAttribute('href');
  expect((await page.request.get(paper!)).headers()['content-type']).toBe('application/pdf');
});
