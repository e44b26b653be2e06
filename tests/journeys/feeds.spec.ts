import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PNG } from 'pngjs';
import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const HUB = '/stainsacre-social';

test('every kind of calendar gets its own link, and the calendar says when a date is cancelled', async ({
  page,
  natter,
  signInAs,
}) => {
  await page.goto(HUB);
  await page.getByRole('link', { name: 'Put this in your own calendar' }).click();
  await expectOpenToAll(page);
  const feed = `${natter.url}${HUB}/calendar.ics`;
  const webcal = feed.replace('http:', 'webcal:');
  const leadsTo = (name: string) => expect(page.getByRole('link', { name, exact: true }));
  await leadsTo('iPhone, iPad or Mac').toHaveAttribute('href', webcal);
  const google = `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`;
  await leadsTo('Android phone').toHaveAttribute('href', google);
  await leadsTo('Google Calendar').toHaveAttribute('href', google);
  await leadsTo('Outlook').toHaveAttribute(
    'href',
    `https://outlook.live.com/calendar/0/addfromweb?url=${encodeURIComponent(feed)}&name=Stainsacre+Social`,
  );
  await expect(page.getByText(feed)).toBeVisible();

  const first = await fetch(feed);
  expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const before = await first.text();
  const again = await fetch(feed, { headers: { 'if-none-match': first.headers.get('etag')! } });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');

  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk`);
  const dates = page.getByRole('region', { name: 'Next meet-ups' }).getByRole('listitem');
  await dates.first().getByRole('link').first().click();
  await page.waitForURL(/\/desk\/meetups\//);
  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  await page.getByRole('link', { name: 'Cancel this date' }).click();
  await page.getByRole('button', { name: 'Cancel this date' }).click();
  await page.waitForURL(/\/reached$/);
  const after = (await (await fetch(feed)).text()).replaceAll('\r\n ', '');
  const eventIn = (text: string) => text.split('BEGIN:VEVENT').find((one) => one.includes(`UID:${id}`))!;
  expect(eventIn(before.replaceAll('\r\n ', ''))).not.toContain('STATUS:CANCELLED');
  expect(eventIn(after)).toContain('STATUS:CANCELLED');
  expect(eventIn(after)).toContain('SUMMARY:CANCELLED: ');
  const alone = await (await fetch(`${natter.url}${HUB}/meetups/${id}/calendar.ics`)).text();
  expect(alone).toContain('STATUS:CANCELLED');
});

test('search engines and readers find what is on, and nothing private', async ({ page, natter }) => {
  await page.goto(HUB);
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await page.waitForURL(/\/meetups\//);
  const written = await page.locator('script[type="application/ld+json"]').textContent();
  expect(JSON.parse(written!)).toMatchObject({ '@type': 'Event', url: page.url() });
  const shown = (name: string) => page.locator(`meta[property="${name}"]`).getAttribute('content');
  expect(await shown('og:title')).toBeTruthy();
  const address = (await shown('og:image'))!;
  const picture = await fetch(address);
  expect(picture.headers.get('content-type')).toBe('image/png');
  const { width, height } = PNG.sync.read(Buffer.from(await picture.arrayBuffer()));
  expect([String(width), String(height)]).toEqual([
    await shown('og:image:width'),
    await shown('og:image:height'),
  ]);
  const again = await fetch(address, { headers: { 'if-none-match': picture.headers.get('etag')! } });
  expect(again.status).toBe(304);
  const atom = await (await fetch(`${natter.url}${HUB}/feed.atom`)).text();
  const problems = await page.evaluate(
    (text) => new DOMParser().parseFromString(text, 'application/xml').querySelectorAll('parsererror').length,
    atom,
  );
  expect(problems).toBe(0);
  const robots = await (await fetch(`${natter.url}/robots.txt`)).text();
  for (const path of ['/me$', '/me/', '/sign-in/', '/*/desk/', '/letters/'])
    expect(robots).toContain(`Disallow: ${path}\n`);
  // A hub whose name begins like one of our own pages is to be found.
  expect(robots).not.toMatch(/^Disallow: \/(me|start|sign-in)$/m);
  const map = await (await fetch(`${natter.url}/sitemap.xml`)).text();
  expect(map).toContain(`${HUB}/meetups/`);
  expect(map).not.toMatch(/\/(me|desk|letters|sign-in)\b/);
});

test('somebody else’s page shows the next meet-ups in a frame, and no other page of ours', async ({
  page,
  natter,
}) => {
  const elsewhere = createServer((request, response) => {
    const path = request.url === '/embed' ? `${HUB}/embed` : HUB;
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Parish</title><iframe src="${natter.url}${path}"></iframe>`);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const parish = `http://localhost:${(elsewhere.address() as AddressInfo).port}`;
  await page.goto(`${parish}/embed`);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: 'Stainsacre Social' })).toBeVisible();
  await expect(frame.getByRole('listitem').first()).toBeVisible();
  await page.goto(`${parish}/home`);
  await expect(page.frameLocator('iframe').getByText('Stainsacre')).toHaveCount(0);
  elsewhere.close();

  const embed = await fetch(`${natter.url}${HUB}/embed`);
  expect(embed.headers.get('set-cookie')).toBeNull();
  const body = await embed.text();
  expect(body).not.toContain('<script');
  expect(body.length).toBeLessThan(15_000);
});

test('my own calendar has an address that only I see, once, and that I can stop', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Cyd');
  await page.goto('/me');
  await page.getByRole('link', { name: 'My own calendar' }).click();
  await page.getByRole('button', { name: 'Make my address' }).click();
  await expectOpenToAll(page);
  const address = (await page.locator('code').textContent())!;
  const webcal = address.replace('http:', 'webcal:');
  await expect(page.getByRole('link', { name: 'iPhone, iPad or Mac' })).toHaveAttribute('href', webcal);
  const feed = await fetch(address);
  expect(feed.headers.get('referrer-policy')).toBe('no-referrer');
  expect(feed.headers.get('cache-control')).toContain('private');
  expect(feed.headers.get('last-modified')).toBeNull();
  expect(await feed.text()).toContain('You are coming.');
  const again = await fetch(address, { headers: { 'if-none-match': feed.headers.get('etag')! } });
  expect(again.status).toBe(304);
  await page.goto('/me/calendar');
  await expect(page.getByText(address)).toHaveCount(0);
  await expect(page.getByText('Last read today')).toBeVisible();
  await page.getByRole('button', { name: 'Stop it' }).click();
  await expect(page.getByText('Last read today')).toHaveCount(0);
  expect((await fetch(address)).status).toBe(404);
});
