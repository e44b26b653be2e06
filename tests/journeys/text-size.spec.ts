import { expect, test } from './natter.ts';

test.use({ inVillage: true });

const HUB = '/stainsacre-social';
const size = (page: import('@playwright/test').Page) =>
  page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));

test('the words grow where they stand, the pressed size is shown, and it stays for the next page', async ({
  page,
  javaScriptEnabled,
}) => {
  await page.goto(`${HUB}/report?about=${HUB}/subscribe`);
  const usual = await size(page);
  await expect(page.getByRole('button', { name: 'Usual' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByLabel('What is wrong?').fill('The date is wrong');

  await page.getByRole('button', { name: 'Largest' }).click();

  await expect(page.getByRole('button', { name: 'Largest' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: 'Usual' })).toHaveAttribute('aria-pressed', 'false');
  expect(await size(page)).toBeGreaterThan(usual * 1.3);
  // Where one came from is still known, and one is still at the foot of the page.
  await expect(page.getByRole('link', { name: 'this page' })).toHaveAttribute('href', `${HUB}/subscribe`);
  await expect(page.getByRole('button', { name: 'Largest' })).toBeInViewport();
  if (javaScriptEnabled !== false)
    await expect(page.getByLabel('What is wrong?')).toHaveValue('The date is wrong');

  await page.goto(HUB);
  expect(await size(page)).toBeGreaterThan(usual * 1.3);
});
