import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const HUB = '/stainsacre-social';
const DAY = 86_400;
const BENCH = 'Somewhere to sit by the bus stop';

test('a host asks again as kindly or as firmly as they choose, and everybody can see it', async ({
  page,
  natter,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  natter.moveTo(natter.now() + 6 * DAY);
  await page.goto(`${HUB}/desk/voice`);
  await page.getByRole('link', { name: BENCH }).click();
  await page.getByRole('link', { name: 'See how it goes on' }).click();
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect(page.getByRole('link', { name: 'Choose which one' })).toBeVisible();
  for (const rung of ['A gentle letter', 'A formal letter', 'In person']) {
    await page.getByRole('radio', { name: rung }).check();
    await page.getByRole('button', { name: 'Ask again' }).click();
    await expect(page.getByRole('radio', { name: rung })).not.toBeChecked();
    await expect(page.getByText('Noted. Everybody can see that you asked.')).toBeVisible();
  }
  await page.getByRole('radio', { name: 'A gentle letter' }).check();
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect(page.getByRole('link', { name: /You have asked in this way already/ })).toBeVisible();
  await expectOpenToAll(page);

  await page.goto(`${HUB}/have-your-say`);
  await page.getByRole('link', { name: BENCH }).click();
  for (const step of ['asked gently for an answer', 'asked in writing', 'asks for the answer in person'])
    await expect(page.getByText(step)).toBeVisible();
});

test('a newcomer says where they agree, five at a time, changes their mind and takes it all back', async ({
  page,
}) => {
  await page.goto(`${HUB}/have-your-say/agree`);
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute('content', /noindex/);
  await expect(page.getByRole('table', { name: /What most of us agree with/ })).toBeVisible();
  const answers = page.locator('form', { has: page.getByRole('button', { name: 'Send my answers' }) });
  const sentences = answers.getByRole('group');
  await expect(sentences).toHaveCount(5);
  await sentences.first().getByRole('radio', { name: 'Agree', exact: true }).check();
  await sentences.nth(1).getByRole('radio', { name: 'Disagree' }).check();
  await page.getByRole('button', { name: 'Send my answers' }).click();
  await expect(page.getByRole('link', { name: 'Enter your first name' })).toBeVisible();
  await expect(sentences.nth(1).getByRole('radio', { name: 'Disagree' })).toBeChecked();
  await page.getByLabel('Your first name').fill('Zoe');
  await page.getByRole('button', { name: 'Send my answers' }).click();
  await expect(page.getByText('Thank you. Your answers count.')).toBeVisible();
  await expect(page.getByText('You have answered 2 of 9.')).toBeVisible();

  await page.getByRole('link', { name: 'Change what you said' }).click();
  await expect(sentences).toHaveCount(2);
  await page.getByRole('radio', { name: 'Disagree', checked: true }).first().press('ArrowRight');
  await page.getByRole('button', { name: 'Send my answers' }).click();
  await expect(page.getByText('You have answered 2 of 9.')).toBeVisible();
  await page.getByRole('button', { name: 'Take back all I said here' }).click();
  await expect(page.getByText('All you said here is gone.')).toBeVisible();
  await expectOpenToAll(page);
});
