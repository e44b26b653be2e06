import type { Browser, Page } from '@playwright/test';
import type { RealNatter } from '../helpers/real-natter.ts';
import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const HUB = '/stainsacre-social';
const DAY = 86_400;

async function another(browser: Browser, natter: RealNatter, script: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: natter.url, javaScriptEnabled: script });
  return context.newPage();
}

function dayAhead(natter: RealNatter, days: number): string {
  return new Date((natter.now() + days * DAY) * 1000).toISOString().slice(0, 10);
}

test('somebody with no device is heard: said aloud, carried, answered, read out, telephoned and checked', async ({
  page,
  browser,
  natter,
  signInAs,
  javaScriptEnabled,
}) => {
  test.setTimeout(150_000);
  await signInAs(page, 'Ada');

  // Said aloud, and written down by a host; and something that is for the hosts alone.
  await page.goto(`${HUB}/desk/voice/new`);
  await page.getByRole('button', { name: 'Save what was said' }).click();
  await expect(page.getByRole('link', { name: 'Write what you would like to say' })).toBeVisible();
  await expectOpenToAll(page);
  for (const [words, level] of [
    ['The kerb by the shop is too high for my stick.', 'Everyone'],
    ['Between us: my neighbour shouts at night.', 'The hosts'],
  ] as const) {
    await page.goto(`${HUB}/desk/voice/new`);
    await page.getByLabel('What was said?').fill(words);
    await page.getByLabel('Who?', { exact: true }).selectOption('Cyd');
    await page.getByRole('radio', { name: new RegExp(`^${level}`) }).check();
    await page.getByRole('button', { name: 'Save what was said' }).click();
  }

  await page.goto(`${HUB}/desk/voice`);
  await page.getByRole('checkbox', { name: /kerb by the shop/ }).check();
  await page.getByLabel('Or name a new topic').fill('The kerb by the shop');
  await page.getByRole('button', { name: 'Put them together' }).click();
  await expect(page.getByRole('heading', { name: 'The kerb by the shop' })).toBeVisible();
  const topic = new URL(page.url()).pathname.split('/').at(-1)!;

  // Carried to a dated meeting, in words that everybody behind it hears first.
  await page.goto(`${HUB}/desk/bodies`);
  await page.getByRole('link', { name: 'Stainsacre parish council' }).click();
  await page.getByLabel('On which day?').fill(dayAhead(natter, 24));
  await page.getByRole('button', { name: 'Save this meeting' }).click();
  await expect(page.getByText('Topics can be carried there now')).toBeVisible();
  await page.goto(`${HUB}/desk/voice/${topic}/carry`);
  await expectOpenToAll(page);
  await page.getByLabel('To which meeting?').selectOption({ index: 1 });
  await page.getByLabel('Who carries it?').selectOption('Bert');
  await page.getByLabel('The words, as they are to be read out').fill('Please lower the kerb by the shop.');
  await page.getByLabel('What is asked, in one sentence?').fill('A lower kerb, by summer');
  await page.getByRole('button', { name: 'Carry it' }).click();
  await expect(page.getByText('Those behind it read the words now.')).toBeVisible();
  await page.getByRole('button', { name: 'Told: Cyd' }).click();
  await expect(page.getByRole('button', { name: 'Told: Cyd' })).toHaveCount(0);
  await expectOpenToAll(page);
  await page.goto(`${HUB}/desk/voice/${topic}/briefing`);
  await expect(page.getByText('Please lower the kerb by the shop.')).toBeVisible();
  await expect(page.getByText('a few', { exact: true })).toBeVisible();
  expect((await page.request.get(`${HUB}/desk/voice/${topic}/briefing.pdf`)).status()).toBe(200);

  // The councillor reads it when 48 hours are over, and nothing else of it before.
  const eve = await another(browser, natter, javaScriptEnabled !== false);
  await signInAs(eve, 'Eve');
  await eve.goto('/me');
  await eve.getByRole('link', { name: 'See what was carried' }).click();
  await expect(eve.getByRole('heading', { level: 1, name: 'Stainsacre parish council' })).toBeVisible();
  await expect(eve.getByRole('heading', { name: 'The kerb by the shop' })).toHaveCount(0);
  natter.moveTo(natter.now() + 2 * DAY + 7200);
  const kerb = eve.getByRole('region', { name: 'The kerb by the shop' });
  await expect.poll(async () => (await eve.reload(), kerb.isVisible()), { timeout: 30_000 }).toBe(true);
  await kerb.getByRole('button', { name: 'We have it' }).click();
  await expect(eve.getByText('Your neighbours can see that you have it.')).toBeVisible();
  const answer = eve.getByRole('region', { name: 'The kerb by the shop' });
  const isOpen = await answer.getByLabel('The answer, in plain words').isVisible();
  if (!isOpen) await answer.getByText('Answer it').click();
  await answer.getByLabel('Cannot, because …').check();
  await answer.getByLabel('The answer, in plain words').fill('Not this year.');
  await answer.getByRole('button', { name: 'Send the answer' }).click();
  await expect(eve.getByRole('link', { name: /Say why it cannot be done/ })).toBeVisible();
  await answer.getByLabel('Yes', { exact: true }).check();
  await answer
    .getByLabel('The answer, in plain words')
    .fill('Subsequent to consideration, the DFT authorised implementation of infrastructure remediation.');
  await answer.getByRole('button', { name: 'Send the answer' }).click();
  await expect(eve.getByRole('link', { name: /hard to read.*DFT/ })).toBeVisible();
  await expectOpenToAll(eve);
  await answer.getByLabel('The answer, in plain words').fill('Yes. We lower the kerb in May.');
  await answer.getByRole('button', { name: 'Send the answer' }).click();
  await expect(eve.getByText('Everybody who stands behind it is told')).toBeVisible();

  // Back to the room, and by telephone to whoever has no device; then whether it happened.
  await page.goto(`${HUB}/desk/voice/read-out`);
  await page.getByRole('button', { name: 'Told the room: The kerb by the shop' }).click();
  await expect(page.getByText('The room knows now.')).toBeVisible();
  await expect(page.getByText('The kerb by the shop')).toHaveCount(0);
  await page.goto(`${HUB}/desk/voice/${topic}/carry`);
  await page.getByRole('button', { name: 'Told: Cyd' }).click();
  await page.getByText('Somebody told you whether it happened').click();
  await page.getByLabel('Who?', { exact: true }).selectOption('Cyd');
  await page.getByRole('button', { name: 'Not really' }).click();
  await expect(page.getByRole('link', { name: /Say in a few words why not/ })).toBeVisible();
  await page.getByLabel('Who?', { exact: true }).selectOption('Cyd');
  await page.getByRole('button', { name: 'It happened' }).click();
  await expect(page.getByText('Written down, in their name.')).toBeVisible();
  await expectOpenToAll(page);

  // Everybody sees what came of it; what was for the hosts alone stands nowhere.
  const stranger = await another(browser, natter, javaScriptEnabled !== false);
  await stranger.goto(`${HUB}/you-said`);
  await expectOpenToAll(stranger);
  const changed = stranger.getByRole('region', { name: 'What has changed' });
  await expect(changed.getByText('Yes. We lower the kerb in May.')).toBeVisible();
  for (const path of ['', '/have-your-say', `/have-your-say/${topic}`, '/you-said', '/feed.atom', '/embed']) {
    const response = await stranger.request.get(HUB + path);
    expect(response.status()).toBe(200);
    expect(await response.text()).not.toContain('shouts at night');
  }
});

test('a newcomer says something, sees who sees what, takes it wider and takes it back', async ({ page }) => {
  await page.goto(`${HUB}/have-your-say`);
  await expectOpenToAll(page);
  await page.getByLabel('Your first name').fill('Zoe');
  await page.getByLabel('What would you like to say?').fill('x'.repeat(9_990) + ' the bus');
  await page.getByRole('button', { name: 'Say it' }).click();
  await expect(page.getByRole('link', { name: /Use at most 500 letters. There are 9998 now/ })).toBeVisible();
  await expect(page.getByLabel('What would you like to say?')).toHaveValue(/the bus$/);
  await page.getByLabel('What would you like to say?').fill('Nobody can sit at the bus stop.');
  await page.getByRole('button', { name: 'Say it' }).click();
  await expect(page.getByText('Thank you, Zoe. It is said.')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: '(Zoe)' })).toHaveCount(1);
  await expectOpenToAll(page);

  await page.getByRole('link', { name: 'Change who may see it' }).click();
  await page.getByRole('radio', { name: /^Everyone/ }).check();
  await page.getByRole('button', { name: 'Save who may see it' }).click();
  await expect(page.getByRole('definition').filter({ hasText: '(no name)' })).toHaveCount(1);
  await expectOpenToAll(page);
  await page.getByText('Take it back', { exact: true }).click();
  await page.getByRole('button', { name: 'Take it back for good' }).click();
  await expect(page.getByText('Its words are gone, and nobody counts it.')).toBeVisible();

  await page.goto(`${HUB}/have-your-say`);
  await page.getByRole('link', { name: 'Somewhere to sit by the bus stop' }).click();
  await page.getByRole('button', { name: 'Me too', exact: true }).click();
  await expect(page.getByText('You stand behind it, and you are counted.')).toBeVisible();
  await expectOpenToAll(page);
  await page.getByRole('button', { name: 'Take my “Me too” back' }).click();
  await expect(page.getByText('You are not counted any more.')).toBeVisible();
});
