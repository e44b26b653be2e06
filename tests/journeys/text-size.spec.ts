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

test('Welsh letters come in our own typeface, and only where they stand on a page', async ({
  page,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'written onto the page by script');
  const fonts: string[] = [];
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    if (pathname.endsWith('.woff2')) fonts.push(`${answer.status()} ${pathname}`);
  });
  await page.goto(`${HUB}/report`, { waitUntil: 'networkidle' });
  expect(fonts).toEqual(['200 /fonts/atkinson.woff2']);
  await page.getByRole('heading', { level: 1 }).evaluate((heading) => (heading.textContent = 'Tŷ Ŵyn'));
  await expect.poll(() => fonts.at(-1)).toBe('200 /fonts/atkinson-welsh.woff2');
});
