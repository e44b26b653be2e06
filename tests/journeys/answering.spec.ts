import type { Page } from '@playwright/test';
import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

/** Opens the page of the next meet-up that anybody may just turn up to. */
async function openNext(page: Page): Promise<void> {
  await page.goto('/stainsacre-social');
  await page
    .getByRole('link', { name: /Tea at the shelter/ })
    .first()
    .click();
  await page.waitForURL(/\/meetups\//);
}

async function peopleComing(page: Page): Promise<number> {
  await page.reload();
  return Number(/(\d+) or so are coming/.exec(await page.getByRole('main').innerText())?.[1] ?? 0);
}

test('a newcomer who forgets the name is told so, and what was typed is still there', async ({ page }) => {
  await openNext(page);
  await page.getByLabel('How many of you?').fill('3');
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByRole('link', { name: 'Enter your first name' })).toBeVisible();
  await expect(page.getByLabel('How many of you?')).toHaveValue('3');
  await expectOpenToAll(page);
  await page.getByLabel('Your first name').fill('Wilhelmina');
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByText('Wilhelmina, you said you are coming, 3 of you')).toBeVisible();
  await expectOpenToAll(page);
});

test('a mind changes, and somebody else in the house answers on the same tablet', async ({ page }) => {
  await openNext(page);
  const before = await peopleComing(page);
  await page.getByLabel('Your first name').fill('Wilhelmina');
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByText('Wilhelmina, you said you are coming')).toBeVisible();
  expect(await peopleComing(page)).toBe(before + 1);

  await page.getByRole('link', { name: 'Change my mind' }).click();
  await page.getByRole('button', { name: 'Not this time' }).click();
  await expect(page.getByText('Wilhelmina, you said not this time')).toBeVisible();
  expect(await peopleComing(page)).toBe(before);

  await page.getByText('Not Wilhelmina? Answer for somebody else in your house').click();
  await page.getByRole('button', { name: 'Sign Wilhelmina out' }).click();
  await page.getByLabel('Your first name').fill('Ottoline');
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByText('Ottoline, you said you are coming')).toBeVisible();
  expect(await peopleComing(page)).toBe(before + 1);
});

test('a line to the hosts is for them alone', async ({ page, browser, natter, signInAs }) => {
  await openNext(page);
  await page.getByLabel('Your first name').fill('Wilhelmina');
  await page.getByRole('button', { name: "I'm coming" }).click();
  await page.getByLabel('One line to the hosts').fill('No nuts for me, please');
  await page.getByLabel('A carer comes with me').check();
  await page.getByRole('button', { name: 'Save this' }).click();
  await expect(page.getByText('Wilhelmina, you said you are coming, and a carer')).toBeVisible();

  const context = await browser.newContext({ baseURL: natter.url, javaScriptEnabled: false });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText('No nuts')).toHaveCount(0);
  await expect(other.getByText('Wilhelmina')).toHaveCount(0);
  // Ada keeps the hub, but this date is Bert's and Dot's.
  await signInAs(other, 'Ada');
  await other.goto(page.url().replace('/meetups/', '/desk/meetups/'));
  await expect(other.getByRole('listitem').filter({ hasText: 'Wilhelmina' })).toBeVisible();
  await expect(other.getByText('No nuts')).toHaveCount(0);
  const bert = await (await browser.newContext({ baseURL: natter.url, javaScriptEnabled: false })).newPage();
  await signInAs(bert, 'Bert');
  await bert.goto(other.url());
  await expect(bert.getByRole('listitem').filter({ hasText: 'Wilhelmina' })).toContainText(
    'No nuts for me, please',
  );
});

test('a host adds who told them: a neighbour in one tap, somebody new by name, nobody twice', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await openNext(page);
  await page.getByRole('link', { name: 'Who is coming, and what hosts can do' }).click();
  await page.waitForURL(/\/desk\/meetups\//);
  await expectOpenToAll(page);
  const names = page.getByRole('region', { name: 'Add somebody who told you' }).getByRole('button');
  const neighbour = await names.nth(1).innerText();
  await names.nth(1).click();
  await expect(page.getByText('Added. They are expected.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: neighbour }).first()).toContainText(
    'told a host in person',
  );

  await page.getByLabel('They rang').check();
  await page.getByLabel('First name').fill('Wilhelmina');
  await page.getByLabel('Telephone, if they like').fill('01947 600123');
  await page.getByRole('button', { name: 'Add somebody' }).click();
  const wilhelmina = page.getByRole('listitem').filter({ hasText: 'Wilhelmina' });
  await expect(wilhelmina.getByRole('link', { name: '01947 600123' })).toHaveAttribute(
    'href',
    'tel:01947600123',
  );

  await page.getByLabel('First name').fill('Wilhelmina');
  await page.getByRole('button', { name: 'Add somebody' }).click();
  await expect(page.getByRole('link', { name: /There is a Wilhelmina already/ })).toBeVisible();
  await expectOpenToAll(page);
});

test('one address cannot fill the list, whatever it says of itself', async ({
  page,
  natter,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'asked over HTTP, without a page');
  await openNext(page);
  // Behind a proxy, which this request pretends to be, visitors come over https.
  const origin = natter.url.replace('http:', 'https:');
  const answer = (firstName: string, forged: number) =>
    fetch(`${page.url()}?/coming`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin, accept: 'text/html', 'x-forwarded-for': `203.0.113.${forged}` },
      body: new URLSearchParams({ firstName, party: '1', once: firstName }),
    });
  expect((await answer('Wilhelmina', 1)).status).toBe(303);
  const statuses = await Promise.all(Array.from({ length: 220 }, (_, i) => answer(`Crowd ${i}`, i)));
  const refused = statuses.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(20);
  expect(await refused[0]!.text()).toContain('Please try again in ten minutes');
});
