import type { Browser, Page } from '@playwright/test';
import type { RealNatter } from '../helpers/real-natter.ts';
import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const HUB = '/stainsacre-social';
const DAY = 86_400;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Nine in the morning by Greenwich, so many days on; in summer it is ten in Yorkshire. */
function morningIn(natter: RealNatter, days: number) {
  const day = new Date((natter.now() + days * DAY) * 1000);
  return { weekday: WEEKDAYS[day.getUTCDay()]!, at: day.setUTCHours(9, 0, 0, 0) / 1000 };
}

async function another(browser: Browser, natter: RealNatter, script: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: natter.url, javaScriptEnabled: script });
  return context.newPage();
}

async function seen(page: Page, path: string, words: RegExp | string) {
  await expect
    .poll(
      async () => {
        await page.goto(path);
        return page.getByText(words).first().isVisible();
      },
      { timeout: 20_000 },
    )
    .toBe(true);
}

test('a host writes a wish down, a neighbour says yes, rings in vain, and the desk says that it is not known', async ({
  page,
  browser,
  natter,
  mail,
  signInAs,
  javaScriptEnabled,
}) => {
  const bert = await another(browser, natter, javaScriptEnabled !== false);
  await signInAs(page, 'Ada');
  await signInAs(bert, 'Bert');
  const { weekday, at } = morningIn(natter, 3);

  await page.goto(`${HUB}/desk`);
  await page.getByRole('link', { name: 'Weekly calls', exact: true }).click();
  await page.getByRole('link', { name: 'Somebody would like a call' }).click();
  await page.getByLabel('Who?', { exact: true }).selectOption('Hilda');
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expect(page.getByRole('link', { name: 'Choose a day of the week' })).toBeVisible();
  await expectOpenToAll(page);
  await expect(page.getByLabel('Who?', { exact: true })).toHaveValue(/./);
  await page.getByLabel('Which day?', { exact: true }).selectOption(weekday);
  await page.getByLabel('What time of day?').selectOption({ index: 1 });
  await page.getByLabel('On the telephone').check();
  await page.getByLabel('I have told them').check();
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expect(page.getByText('Nobody rings Hilda yet.')).toBeVisible();
  const wish = new URL(page.url()).pathname;
  await page.getByLabel('To ring each week').check();
  await page.getByLabel('Whom?').selectOption('Bert');
  await page.getByRole('button', { name: 'Ask them' }).click();
  await expect(page.getByText('Bert was asked and has not said.')).toBeVisible();
  await expectOpenToAll(page);

  // Letters wait for decent hours.
  natter.moveTo(morningIn(natter, 1).at);
  const letter = () =>
    mail.received.find(({ envelope, headers }) => {
      return envelope.to[0]!.startsWith('bert@') && /call once a week/.test(JSON.stringify(headers));
    });
  await expect.poll(letter, { timeout: 20_000 }).toBeTruthy();
  await bert.goto(`${HUB}/calls`);
  const hilda = bert.getByRole('region', { name: 'Hilda' });
  await expect(hilda.getByRole('link', { name: /^Ring 0/ })).toHaveCount(0);
  await hilda.getByRole('button', { name: 'Yes, gladly' }).click();
  await expect(hilda.getByRole('link', { name: /^Ring 0/ })).toBeVisible();
  await expectOpenToAll(bert);

  natter.moveTo(at);
  await seen(bert, `${HUB}/calls`, 'Add a note, if you like');
  await bert.goto('/me');
  await expect(bert.getByText('A call to make today')).toBeVisible();
  await expect(bert.getByText('Hilda')).toHaveCount(0);
  await bert.getByRole('link', { name: 'Calls I make' }).click();
  await hilda.getByText('Add a note, if you like').click();
  await hilda.getByLabel('A line for the next call').fill('Her sister visits on Fridays');
  await hilda.getByRole('button', { name: 'No answer' }).click();
  await expect(hilda.getByText('Not known since today.')).toBeVisible();
  await expect(hilda.getByText(/^Please try again today/)).toBeVisible();
  await expectOpenToAll(bert);

  await page.goto(`${HUB}/desk`);
  await expect(page.getByText('One person was not reached by their weekly call.')).toBeVisible();
  await page.getByRole('link', { name: 'Look at the weekly calls' }).click();
  await expect(page.getByRole('heading', { name: 'Hilda: Not known since today' })).toBeVisible();
  await expect(page.getByText('Her sister visits on Fridays')).toBeVisible();
  await expectOpenToAll(page);
  await page.getByRole('button', { name: 'Spoke to Hilda' }).click();
  await expect(page.getByText('Ada said so.')).toBeVisible();
  await page.getByRole('button', { name: 'That was a slip' }).click();
  await expect(page.getByRole('heading', { name: 'Hilda: Not known since today' })).toBeVisible();
  await page.getByRole('button', { name: 'Spoke to Hilda' }).click();

  await bert.goto(`${HUB}/calls`);
  await expect(hilda.getByText('Not known')).toHaveCount(0);
  await page.goto(`${HUB}/desk/calls/sheet`);
  await page.getByRole('link', { name: 'Calls for Bert' }).click();
  await expect(page.getByRole('heading', { name: 'Calls for Bert' })).toBeVisible();
  await expectOpenToAll(page);
  await page.goto(wish);
  await page.getByText('Hilda wants no more calls').click();
  await page.getByRole('button', { name: 'Stop these calls' }).click();
  await expect(page.getByText('Stopped. Nobody rings any more.')).toBeVisible();
  await bert.goto(`${HUB}/calls`);
  await expect(bert.getByRole('heading', { name: 'Hilda' })).toHaveCount(0);
});

test('a neighbour asks for a call, sees who rings, has somebody else, and stops it', async ({
  page,
  browser,
  natter,
  signInAs,
  javaScriptEnabled,
}) => {
  const ada = await another(browser, natter, javaScriptEnabled !== false);
  await signInAs(ada, 'Ada');
  await signInAs(page, 'Fay');
  await page.goto('/me');
  await page.getByRole('link', { name: 'A call once a week' }).click();
  await page.getByLabel('Which day?', { exact: true }).selectOption('Friday');
  await page.getByLabel('What time of day?').selectOption({ index: 2 });
  await page.getByRole('button', { name: 'I would like a call' }).click();
  await expect(page.getByRole('link', { name: 'Please tick that you know this' })).toBeVisible();
  await expectOpenToAll(page);
  await page.getByLabel(/I know: /).check();
  await page.getByRole('button', { name: 'I would like a call' }).click();
  await page.getByLabel('Your number', { exact: true }).fill('01632 960222');
  await page.getByLabel('If nobody answers: who may be asked?').fill('Ivy');
  await page.getByRole('button', { name: 'I would like a call' }).click();
  await page.getByLabel('Their number', { exact: true }).fill('01632 960223');
  await page.getByRole('button', { name: 'I would like a call' }).click();
  await expect(page.getByText('Nobody rings yet.')).toBeVisible();
  await expectOpenToAll(page);

  await ada.goto(`${HUB}/desk/calls`);
  await ada.getByRole('link', { name: 'Fay' }).first().click();
  await ada.getByLabel('To ring each week').check();
  await ada.getByLabel('Whom?').selectOption('Dot');
  await ada.getByRole('button', { name: 'Ask them' }).click();
  await ada.getByRole('button', { name: 'Dot told me yes' }).click();
  await page.goto('/me/calls');
  await expect(page.getByText('Dot rings you.')).toBeVisible();
  await page.getByText('I would rather have somebody else').click();
  await page.getByRole('button', { name: 'Somebody else than Dot, please' }).click();
  await expect(page.getByText('Nobody is told why.')).toBeVisible();
  await page.getByRole('button', { name: 'Stop these calls' }).click();
  await expect(page.getByText('No more calls.')).toBeVisible();
  await ada.goto(`${HUB}/desk/calls`);
  await expect(ada.getByRole('link', { name: 'Fay' })).toHaveCount(0);
});

test('what came of a call is kept without a signal, and goes out once there is one', async ({
  page,
  context,
  natter,
  signInAs,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'needs script');
  await signInAs(page, 'Ada');
  natter.moveTo(morningIn(natter, 2).at);
  await seen(page, `${HUB}/calls`, 'Add a note, if you like');
  const kept = (path: string) => caches.match(path).then((copy) => copy?.text());
  await expect
    .poll(() => page.evaluate(kept, `${HUB}/calls`), { timeout: 20_000 })
    .toContain('Add a note, if you like');
  await context.setOffline(true);
  await page.goto(`${HUB}/calls`);
  const agnes = page.getByRole('region', { name: 'Agnes' });
  await expect(page.getByText('No signal. This is as of')).toBeVisible();
  await agnes.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Not sent yet: Done').first()).toBeVisible();
  await context.setOffline(false);
  await page.goto('/me');
  await expect(page.getByText('Not sent yet')).toHaveCount(0, { timeout: 20_000 });
  await page.goto(`${HUB}/calls`);
  await expect(agnes.getByText('You said that it is done.')).toBeVisible();
});
