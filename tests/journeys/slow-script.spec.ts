import { expect, test } from './natter.ts';

test.use({ inVillage: true });

test('what somebody typed before the script arrived stays', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'there is no script to wait for');
  let letScriptsThrough = () => {};
  const typed = new Promise<void>((resolve) => (letScriptsThrough = resolve));
  await page.route('**/*.js', async (route) => {
    await typed;
    await route.continue();
  });
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto('/stainsacre-social', { waitUntil: 'commit' });
  await page.getByLabel('Your first name').fill('Wilf');
  await page.getByLabel('How many of you?').fill('2');
  letScriptsThrough();
  await expect(page.locator('#svelte-announcer')).toBeAttached();
  await expect(page.getByLabel('Your first name')).toHaveValue('Wilf');
  await expect(page.getByLabel('How many of you?')).toHaveValue('2');
  expect(problems).toEqual([]);
});

test('longer words that somebody typed before the script arrived stay too', async ({
  page,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'there is no script to wait for');
  let letScriptsThrough = () => {};
  const typed = new Promise<void>((resolve) => (letScriptsThrough = resolve));
  await page.route('**/*.js', async (route) => {
    await typed;
    await route.continue();
  });
  await page.goto('/stainsacre-social/report', { waitUntil: 'commit' });
  await page.getByLabel('What is wrong?').fill('The gate sticks');
  letScriptsThrough();
  await expect(page.locator('#svelte-announcer')).toBeAttached();
  await expect(page.getByLabel('What is wrong?')).toHaveValue('The gate sticks');
});
