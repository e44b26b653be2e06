import { expect, test } from './natter.ts';

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

test('a host puts somebody in a car and asks everybody; nobody is asked before', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto('/stainsacre-social/desk/lifts');
  const dates = page.getByRole('region', { name: 'Who goes where' });
  await dates.getByRole('link').first().click();
  // From the shop comes somebody who needs a low seat, as Bert's car has.
  const fromTheShop = page.getByRole('listitem').filter({ hasText: /, Shop/ });
  await fromTheShop.getByLabel('Whose car?').selectOption('Bert');
  await fromTheShop.getByRole('button', { name: /^Put .* in this car/ }).click();
  await expect(page.getByText('Put in the car. Nobody is asked yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask everybody' }).click();
  await expect(page.getByText('Everybody is asked now')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask everybody' })).toHaveCount(0);
});
