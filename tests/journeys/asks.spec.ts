import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

/** A day so far ahead, as a date field takes it. */
function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

test('a councillor asks, with what can still change and when the reply comes; a newcomer answers', async ({
  page,
  browser,
  natter,
  signInAs,
  javaScriptEnabled,
}) => {
  await signInAs(page, 'Eve');
  await page.goto('/me');
  await page.getByRole('link', { name: 'See what was carried' }).click();
  await page.getByRole('link', { name: 'Ask the neighbours something' }).click();
  await page.waitForURL(/\/asks$/);
  await page.getByText('Ask the neighbours something').click();
  await page.getByLabel('What is it about?').fill('The path to the hall');
  await page.getByLabel('It is an idea. Nothing is decided.').check();
  await page.getByLabel('Until which day can people answer?').fill(dayAhead(14));
  await page.getByLabel('By which day does a reply come?').fill(dayAhead(40));
  await page.getByRole('button', { name: 'Go on to the questions' }).click();
  await expect(page.getByRole('link', { name: /Say what can still change/ })).toBeVisible();
  await expect(page.getByLabel('What is it about?')).toHaveValue('The path to the hall');
  await page.getByLabel('What can still change?').fill('Where it goes, and whether it is lit');
  await page.getByRole('button', { name: 'Go on to the questions' }).click();

  await page.getByLabel('The first question').fill("Don't you agree that it needs lamps?");
  await page.getByRole('button', { name: 'Add the question' }).click();
  await expect(page.getByText('This tells people what to say.')).toBeVisible();
  await page.getByRole('button', { name: /Take it out/ }).click();
  await page.getByLabel('The first question').fill('What is of most use on this path?');
  await page.getByLabel('A choice of one').check();
  await page.getByLabel('If it is a choice: what can be chosen?').fill('Lamps\nA handrail');
  await page.getByRole('button', { name: 'Add the question' }).click();
  await expectOpenToAll(page);
  await page.getByRole('button', { name: 'Ask it' }).click();
  await expect(page.getByText('All neighbours are asked now.')).toBeVisible();

  const other = await browser.newContext({
    baseURL: natter.url,
    javaScriptEnabled: javaScriptEnabled !== false,
  });
  const phone = await other.newPage();
  await phone.goto('/stainsacre-social/have-your-say');
  await phone.getByRole('link', { name: 'The path to the hall' }).click();
  await expect(phone.getByText('Where it goes, and whether it is lit')).toBeVisible();
  await phone.getByRole('button', { name: 'Send my answers' }).click();
  await expect(phone.getByRole('link', { name: 'Enter your first name' })).toBeVisible();
  await phone.getByLabel('Your first name').fill('Wilhelmina');
  await phone.getByLabel('A handrail').check();
  await phone.getByRole('button', { name: 'Send my answers' }).click();
  await expect(phone.getByText('Thank you. Your answers count.')).toBeVisible();
  await expect(phone.getByLabel('A handrail')).toBeChecked();
  await expectOpenToAll(phone);
  await other.close();
});
