import { expect, test } from './natter.ts';

test.use({ inVillage: true });

const DAY = 86_400;
const ROTA = '/stainsacre-social/rota';

test('somebody new takes a job with a first name, and it stays theirs until somebody else says yes', async ({
  page,
}) => {
  // Not the soonest job of all: that may be at Dot's, which takes eight people and is full on some days.
  await page.goto(`${ROTA}?all=yes`);
  const first = page
    .getByRole('region', { name: 'Jobs that need a hand' })
    .getByRole('listitem')
    .filter({ hasText: 'Tea at the shelter', hasNotText: 'You need' })
    .first();
  const job = (await first.locator('b').first().textContent())!;
  await first.getByRole('button', { name: /^Take this job/ }).click();
  await page.getByRole('alert').getByRole('link', { name: 'Enter your first name' }).click();
  await expect(first.getByLabel('Your first name')).toBeInViewport();
  await first.getByLabel('Your first name').fill('Ivy');
  await first.getByRole('button', { name: /^Take this job/ }).click();
  await expect(page.getByText('Thank you! It is yours')).toBeVisible();

  const mine = page.getByRole('region', { name: 'My jobs' }).getByRole('listitem').first();
  await expect(mine).toContainText(job);
  await mine.getByRole('button', { name: /^I can't make it/ }).click();
  await expect(page.getByText('It stays yours until somebody says yes').first()).toBeVisible();
  await expect(mine).toContainText('We are asking others');
  await mine.getByRole('button', { name: 'I can make it after all' }).click();
  await expect(page.getByText('It is yours again')).toBeVisible();

  await page.goto('/me');
  await expect(page.getByRole('region', { name: 'My jobs' })).toContainText(job);
});

test('a neighbour says how they like to help, and days the wrong way round are told in words', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Cyd');
  await page.goto(`${ROTA}/wishes`);
  await page.getByLabel('Once a month is plenty').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. Thank you!')).toBeVisible();
  await page.getByLabel('First day').fill('2031-05-02');
  await page.getByLabel('Last day').fill('2031-05-01');
  await page.getByRole('button', { name: "I'm away" }).click();
  await expect(page.getByText('The last day comes before the first').first()).toBeVisible();
  await expect(page.getByLabel('First day')).toHaveValue('2031-05-02');
  await page.getByLabel('Last day').fill('2031-05-03');
  await page.getByRole('button', { name: "I'm away" }).click();
  await expect(page.getByText('from Friday 2 May 2031 to Saturday 3 May 2031')).toBeVisible();
});

test('a host drafts the rota, reads why, and asks everybody; whoever is asked answers from the letter', async ({
  page,
  signInAs,
  natter,
  mail,
}) => {
  await signInAs(page, 'Ada');
  await page.goto('/stainsacre-social/desk/rota');
  await page.getByRole('button', { name: 'Draft the rota' }).click();
  await expect(page.getByText('Nobody is asked yet')).toBeVisible();
  await expect(page.getByText(/, because (they|nobody)/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Ask everybody' }).click();
  await expect(page.getByText('Everybody is asked now')).toBeVisible();

  const asked = () => mail.received.find(({ subject }) => subject === 'Could you help with these?');
  // By night the letter waits for the morning, wherever the tests run.
  natter.moveTo(Math.ceil(natter.now() / DAY) * DAY + DAY / 2);
  await expect.poll(() => asked() !== undefined, { timeout: 20_000 }).toBe(true);
  const address = /https?:\/\/\S+\/letters\/\S+/.exec(asked()!.text!)![0];
  await page.context().clearCookies();
  await page.goto(address.replace(/^https?:\/\/[^/]+/, natter.url));
  await page
    .getByRole('button', { name: /^Not this time/ })
    .first()
    .click();
  await expect(page.getByText('That is fine. Somebody else will.')).toBeVisible();
});

test('a neighbour whom another trusts takes a job for them and says how they like to help', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Cyd');
  await page.goto(`${ROTA}/wishes`);
  await page.getByLabel('Who may say it?').selectOption({ label: 'Bert' });
  await page.getByRole('button', { name: 'They may say it' }).click();
  await expect(page.getByText('Bert may say it for you.')).toBeVisible();

  await signInAs(page, 'Bert');
  await page.goto(ROTA);
  await page.getByRole('link', { name: 'For Cyd' }).click();
  await expect(page.getByRole('heading', { name: 'For Cyd', exact: true })).toBeVisible();
  await page.goto(`${page.url()}?all=yes`);
  const open = page.getByRole('region', { name: 'Jobs that need a hand' }).getByRole('listitem');
  const first = open.filter({ hasText: 'Tea at the shelter', hasNotText: 'You need' }).first();
  const job = (await first.locator('b').first().textContent())!;
  await first.getByRole('button', { name: /^Take this job/ }).click();
  await expect(page.getByText('Put down. They are expected at the meet-up too.')).toBeVisible();
  const theirs = page.getByRole('region', { name: 'What Cyd does' });
  await expect(theirs).toContainText(job);
  await page.getByLabel('Once a month is plenty').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'I no longer do this for Cyd' }).click();
  await expect(page.getByRole('heading', { name: 'Help out' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'For Cyd' })).toHaveCount(0);
});
