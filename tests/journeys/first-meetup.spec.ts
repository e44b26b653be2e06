import type { Browser, Page } from '@playwright/test';
import type { MailReceiver, ReceivedMail } from '../helpers/mail-receiver.ts';
import { expect, expectOpenToAll, test } from './natter.ts';

const HOUR = 3600;

/** Ada follows the set-up link and plans tea on the first Tuesday of the month. */
async function setUpTea(ada: Page, setUpLink: string) {
  await ada.goto(setUpLink);
  await expectOpenToAll(ada);
  await ada.getByLabel('Name of the hub').fill('Stainsacre Social');
  await ada.getByLabel('Where is it?').fill('Stainsacre, near Whitby');
  await ada.getByLabel('Your first name').fill('Ada');
  await ada.getByLabel('Your email').fill('ada@stainsacre.example');
  await ada.getByRole('button', { name: 'Set up this hub' }).click();
  await expect(ada).toHaveURL(/\/stainsacre-social\/desk$/);
  await expectOpenToAll(ada);

  await ada.getByRole('link', { name: 'Plan a meet-up' }).click();
  await ada.getByLabel('What is it called?').fill('Tea at the shelter');
  await ada.getByLabel('Time', { exact: true }).fill('10:30');
  await ada.getByLabel('Every month on a weekday').check();
  await ada.getByLabel('First', { exact: true }).check();
  await ada.getByLabel('Tuesday', { exact: true }).check();
  await ada.getByLabel('Where is it?').fill('The old bus shelter');
  await expectOpenToAll(ada);
  await saveMeetup(ada);
  await expect(ada).toHaveURL(/\/stainsacre-social\/desk/);
}

/** The dates of a row are shown before they are saved; with script they may be on the page already. */
async function saveMeetup(ada: Page) {
  await ada.getByRole('button', { name: 'Save this meet-up' }).first().click();
  await ada.waitForLoadState();
  const right = ada.getByRole('heading', { name: 'Are these the right dates?' });
  await expect(right.or(ada.getByText('Saved: Tea at the shelter'))).toBeVisible();
  if (await right.isVisible()) await ada.getByRole('button', { name: 'Save this meet-up' }).first().click();
}

async function someoneElse(browser: Browser, natter: { url: string }, script: boolean): Promise<Page> {
  const context = await browser.newContext({
    baseURL: natter.url,
    javaScriptEnabled: script,
    locale: 'en-GB',
  });
  return context.newPage();
}

async function sayComing(page: Page, firstName: string) {
  await page.goto('/stainsacre-social');
  await page.getByRole('link', { name: 'Tea at the shelter' }).first().click();
  await page.waitForURL(/\/meetups\//);
  await page.getByLabel('Your first name').fill(firstName);
  await page.getByRole('button', { name: "I'm coming" }).click();
  await expect(page.getByText(`${firstName}, you said you are coming`)).toBeVisible();
}

/** When the next meet-up begins, Unix seconds, as its page says it to other programs. */
async function startOf(page: Page): Promise<number> {
  const when = /(\d{4}-\d\d-\d\d)$/.exec(new URL(page.url()).pathname)![1]!;
  // 10.30 on a clock that is at most an hour from UTC: near enough for "the evening before".
  return Date.parse(`${when}T10:30:00Z`) / 1000;
}

test('a first meet-up, from the set-up link to the ring list', async ({
  browser,
  natter,
  javaScriptEnabled,
  mail,
}) => {
  const script = javaScriptEnabled !== false;
  const ada = await someoneElse(browser, natter, script);
  await setUpTea(ada, natter.setUpLink());

  const cyd = await someoneElse(browser, natter, script);
  await sayComing(cyd, 'Cyd');
  await expectOpenToAll(cyd);

  const passer = await someoneElse(browser, natter, script);
  await passer.goto(cyd.url());
  await expect(passer.getByText('1 person is coming')).toBeVisible();
  await expect(passer.getByText('Cyd')).toHaveCount(0);

  const dot = await someoneElse(browser, natter, script);
  await sayComing(dot, 'Dot');
  await giveMail(dot, mail, 'dot@stainsacre.example');
  await passer.reload();
  await expect(passer.getByText('2 or so are coming')).toBeVisible();

  const starts = await startOf(cyd);
  natter.moveTo(starts - 16 * HOUR);
  const reminder = await arriving(mail, (one) => /Tea at the shelter, tomorrow/.test(one.subject ?? ''));
  expect(reminder.envelope.to).toEqual(['dot@stainsacre.example']);
  expect(reminder.text).toContain('tomorrow');
  expect(reminder.text).not.toContain('Cyd');

  await ada.goto('/stainsacre-social/desk');
  await ada
    .getByRole('link', { name: /Tea at the shelter/ })
    .first()
    .click();
  await expectOpenToAll(ada);
  await ada.getByRole('link', { name: 'Cancel this date' }).click();
  await expectOpenToAll(ada);
  await ada.getByRole('button', { name: 'Cancel this date' }).click();
  await expect(ada).toHaveURL(/\/reached$/);
  await expectOpenToAll(ada);
  const cydsLine = ada.getByRole('listitem').filter({ hasText: 'Cyd' });
  await expect(cydsLine).toBeVisible();

  await cydsLine.getByRole('button', { name: 'Spoke' }).click();
  await expect(
    ada.getByRole('listitem').filter({ hasText: 'Cyd' }).getByRole('button', { name: 'Spoke' }),
  ).toHaveCount(0);

  const cancelled = await arriving(mail, (one) => /cancelled/i.test(one.subject ?? ''));
  expect(cancelled.envelope.to).toEqual(['dot@stainsacre.example']);
  await passer.reload();
  await expect(passer.getByText('is not happening')).toBeVisible();
});

/** Leaves a mail address and proves it with the code that came. */
async function giveMail(page: Page, mail: MailReceiver, address: string) {
  await page.goto('/me/reach');
  await page.getByLabel('Your email').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const letter = await arriving(mail, (one) => one.envelope.to.includes(address));
  await page.getByLabel('Your code').fill(/\b\d{4} ?\d{4}\b/.exec(letter.text ?? '')![0]);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText(`Letters go to ${address}`)).toBeVisible();
}

/** The first mail of this kind, as soon as it is there. */
async function arriving(mail: MailReceiver, isIt: (one: ReceivedMail) => boolean): Promise<ReceivedMail> {
  await expect.poll(() => mail.received.some(isIt), { timeout: 20_000 }).toBe(true);
  return mail.received.find(isIt)!;
}
