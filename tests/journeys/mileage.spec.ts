import { expect, test } from './natter.ts';

test.use({ inVillage: true });

test('a driver keeps a log of miles, puts a drive right, and takes the table to the tax office', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Bert');
  await page.goto('/me/lifts');
  await expect(
    page.getByText(/^They may like to share the cost: Cyd \d+p\. Nothing is fine too\.$/),
  ).toBeVisible();
  await page.getByRole('link', { name: 'My mileage log' }).click();
  await page.getByRole('button', { name: 'Keep a log for me' }).click();
  await expect(page.getByText('Your drives go in by themselves')).toBeVisible();

  await page.getByText('Write down a drive').click();
  await page.getByLabel('From').fill('Stainsacre');
  await page.getByLabel('To', { exact: true }).fill('=Whitby');
  await page.getByLabel('Miles').fill('6 or so');
  await page.getByRole('button', { name: 'Save this drive' }).click();
  await expect(page.getByText('Enter the miles in figures').first()).toBeVisible();
  await expect(page.getByLabel('From')).toHaveValue('Stainsacre');
  await page.getByLabel('Miles').fill('6');
  await page.getByRole('button', { name: 'Save this drive' }).click();

  const drives = page.getByRole('region', { name: /^April \d+ to April \d+$/ });
  await drives.getByText('Put it right').click();
  await drives.getByLabel('Miles').fill('6.2');
  await drives.getByRole('button', { name: 'Save' }).click();
  await expect(drives.getByText('6.2 miles, 1 passenger')).toBeVisible();
  const path = await drives.getByRole('link', { name: 'Download it as a table' }).getAttribute('href');
  const table = await page.request.get(path ?? '');
  expect(table.headers()['content-type']).toBe('text/csv; charset=utf-8');
  expect(await table.text()).toMatch(/,Stainsacre,'=Whitby,6\.2,1,/);

  await drives.getByText('Put it right').click();
  await drives.getByRole('button', { name: /^Take it out/ }).click();
  await expect(page.getByText('Nothing is in it yet')).toBeVisible();
});
