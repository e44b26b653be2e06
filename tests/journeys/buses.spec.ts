import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const HUB = '/stainsacre-social';

test('a bus that a host wrote down is said before anybody is asked for a lift', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk/buses`);
  await page.getByRole('button', { name: 'Save this bus' }).click();
  await expect(page.getByText('Choose the days it runs').first()).toBeVisible();

  await page.getByLabel('What is it called?').fill('Coast Bus');
  await page.getByLabel('Their telephone number').fill('01632 960777');
  await page.getByLabel('Where does it go?').fill('to Robin Hood’s Bay');
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'])
    await page.getByLabel(day).check();
  await page.getByRole('button', { name: 'Save this bus' }).click();
  await expect(page.getByText('Whoever asks for a lift reads it first')).toBeVisible();

  await page.goto(`${HUB}/lifts/ask`);
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Which day?').fill(soon);
  await page.getByLabel('Where to?').fill('the bay');
  await page.getByLabel('There by').fill('14:40');
  await page.getByRole('button', { name: 'Does a bus go?' }).click();
  const buses = page.getByRole('region', { name: /^A bus may go on / });
  await expect(buses.getByText('Coast Bus')).toBeVisible();
  await expect(buses.getByRole('link', { name: '01632 960777' })).toBeVisible();
  await expectOpenToAll(page);

  await expect(page.getByLabel('Where to?')).toHaveValue('the bay');
  await page.getByLabel('Chapel').first().check();
  await page.getByRole('button', { name: 'I need a lift' }).click();
  await expect(page.getByText('We tell you as soon as there is a lift for you')).toBeVisible();
});
