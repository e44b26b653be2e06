import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { firstAfterToday } from './after-today.ts';
import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const HUB = '/stainsacre-social';

test('anybody prints a poster whose code leads to the page, and the PDF is one', async ({ page, natter }) => {
  await page.goto(HUB);
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await page.waitForURL(/\/meetups\//);
  const meetup = page.url();
  await page.getByRole('link', { name: 'Print a poster' }).click();
  await page.waitForURL(/\/poster$/);
  await expectOpenToAll(page);
  await expect(page.getByText(/Correct until/)).toBeVisible();
  const only = page.getByRole('link', { name: 'Only this date' });
  if (await only.isVisible()) await only.click();
  await expect(page.getByRole('img', { name: /Leads to .*\/meetups\// })).toBeVisible();
  const { data, width, height } = PNG.sync.read(
    await page.getByRole('img', { name: /Leads to/ }).screenshot({ scale: 'device' }),
  );
  const read = jsQR(new Uint8ClampedArray(data), width, height);
  expect(read?.data).toBe(meetup);

  // Printed from the browser it says as much as the PDF, and keeps to itself what belongs to the page.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('img', { name: /Leads to/ })).toBeVisible();
  await expect(page.getByText(/Correct until/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Poster, A4' })).toBeHidden();
  await page.goto(`${HUB}/whats-on`);
  await expect(page.getByText(/Correct until/)).toBeVisible();
  await page.goBack();
  await page.emulateMedia({ media: 'screen' });

  for (const name of ['Poster, A4', 'Door leaflet, two to a page']) {
    const href = (await page.getByRole('link', { name }).getAttribute('href'))!;
    const pdf = await fetch(new URL(href, natter.url));
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
  }
  const list = await fetch(`${natter.url}${HUB}/whats-on.pdf`);
  expect(list.headers.get('content-type')).toBe('application/pdf');
});

test('a slip that came back is keyed in by its code, and its sender is expected', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk/paper`);
  await page.getByRole('link', { name: 'Key in a slip' }).click();
  await page.getByLabel('The code on the slip').fill('QQQ-QQ');
  await page.getByRole('button', { name: 'Find the meet-up' }).click();
  await expect(page.getByText('No meet-up has the code QQQ-QQ')).toBeVisible();

  await page.goto(`${HUB}/desk/paper`);
  const poster = page.getByRole('link', { name: 'Poster or leaflet' }).first();
  const meetup = (await poster.getAttribute('href'))!.split('/').at(-2)!;
  await poster.click();
  const code = (await page.getByText(/^Code on its slips: /).textContent())!.split(': ')[1]!.trim();
  await page.goto(`${HUB}/desk/slips`);
  await page.getByLabel('The code on the slip').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Find the meet-up' }).click();
  await page.getByRole('button', { name: 'Save this slip' }).click();
  await expect(page.getByText('Enter a first name').first()).toBeVisible();
  await page.getByLabel('First name').fill('Ivy-Rose');
  await page.getByLabel('I need a lift').check();
  await expectOpenToAll(page);
  await page.getByRole('button', { name: 'Save this slip' }).click();
  await expect(page.getByText('They are expected')).toBeVisible();

  await page.goto(`${HUB}/desk/meetups/${meetup}/sign-in-sheet`);
  await expect(page.getByText('Ivy-Rose')).toBeVisible();
  // What the slip asks for is read by a host of that date, whoever keyed it in.
  await page.goto(`${HUB}/desk/meetups/${meetup}`);
  const hosts = (await page.getByText(/^Hosts?: /).textContent())!;
  const host = ['Bert', 'Dot', 'Ada'].find((name) => hosts.includes(name))!;
  await page.context().clearCookies();
  await signInAs(page, host);
  await page.goto(`${HUB}/desk/meetups/${meetup}`);
  await expect(page.getByText('Needs a lift')).toBeVisible();
});

test('whoever looks after a board reads there that its poster is wrong, and prints the new one', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk/paper`);
  await page.getByRole('link', { name: 'Notice-boards' }).click();
  await page.getByLabel('Where is it?').fill('The shop window');
  await page.getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The shop window' })).toBeVisible();
  const meetup = await firstAfterToday(page.getByRole('radio', { name: /^Poster: / }), 'value');
  await page.locator(`input[type="radio"][value="${meetup}"]`).check();
  await page.getByRole('button', { name: 'It hangs there now' }).click();
  await expect(page.getByText('Put up today')).toBeVisible();
  await expectOpenToAll(page);
  const board = page.url();

  await page.goto(`${HUB}/desk/meetups/${meetup}/cancel`);
  await page.getByRole('button', { name: 'Cancel this date' }).click();
  await page.waitForURL(/\/reached$/);
  await page.goto(board);
  await expect(page.getByText(/^Wrong now: /)).toBeVisible();
  await page.getByRole('link', { name: 'Print it anew' }).click();
  await expect(page.getByText(/^NOT /)).toBeVisible();
  await page.goto(board);
  await page.getByRole('button', { name: 'I took it down' }).click();
  await expect(page.getByText('Nothing of ours.')).toBeVisible();
});

test('a keeper writes down when the magazine wants its text, and finds it written', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk/paper`);
  await page.getByRole('link', { name: 'For the parish magazine' }).click();
  await page.getByLabel('What is it called?').fill('Village Voice');
  await page.getByLabel('The date', { exact: true }).fill('32');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter a day from 1 to 31').first()).toBeVisible();
  await expect(page.getByLabel('What is it called?')).toHaveValue('Village Voice');
  await page.getByLabel('The date', { exact: true }).fill('15');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Village Voice wants its text by \w+day 15 /)).toBeVisible();
  await expectOpenToAll(page);
  for (const most of [60, 120]) {
    const text = page.getByRole('region', { name: `in ${most} words` }).locator('.text');
    const words = (await text.textContent())!.trim().split(/\s+/).length;
    expect(words).toBeLessThanOrEqual(most);
    await expect(text).toContainText('Stainsacre Social in ');
  }
  await page.getByRole('navigation', { name: 'Which month?' }).getByRole('link').last().click();
  await page.waitForURL(/month=/);
  await expect(page.getByRole('region', { name: 'in 60 words' })).toBeVisible();
});

test('a page that is printed is black on white, has nothing to tap, and says where to look again', async ({
  page,
  natter,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const own = await page.goto(HUB).then(() => page.getByRole('heading', { level: 1 }).getByRole('link'));
  const meetup = (await own.getAttribute('href'))!;
  for (const path of [HUB, meetup, `${HUB}/rota`, '/me']) {
    await page.goto(path);
    for (const role of ['navigation', 'button', 'contentinfo'] as const)
      await expect(page.getByRole(role), `${role} on ${path}`).toHaveCount(0);
    await expect(page.getByText(`${new URL(natter.url).host}${HUB}`)).toBeVisible();
    const pale = await page.evaluate(() => {
      const isShown = (one: Element) => one.checkVisibility() && one.closest('[aria-hidden], svg') === null;
      const colours = [...document.querySelectorAll('main *')]
        .filter(isShown)
        .map((one) => getComputedStyle(one).color);
      return [...new Set(colours)].filter((colour) => colour !== 'rgb(0, 0, 0)');
    });
    expect(pale, path).toEqual([]);
  }
});
