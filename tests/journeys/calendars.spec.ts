import { writeFileSync } from 'node:fs';
import { startCalendarServer, type CalendarServer } from '../helpers/calendar-server.ts';
import { startNatter, type RealNatter } from '../helpers/real-natter.ts';
import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const HUB = '/stainsacre-social';

/** The church's calendar, each event on the day so many days from now. */
function church(...events: [days: number, title: string][]): string {
  const day = (days: number) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const lines = events.flatMap(([days, title]) => [
    'BEGIN:VEVENT',
    `UID:${title}`,
    `DTSTART;TZID=Europe/London:${day(days)}T183000`,
    `SUMMARY:${title}`,
    'LOCATION:St Mary’s',
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

test('a host brings a file, sees what is in it and what is left out, and then everybody does', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Bert');
  await page.goto(`${HUB}/desk`);
  await page.getByRole('link', { name: 'Other calendars' }).click();
  await page.getByRole('button', { name: 'Show me what is in the file' }).click();
  await expect(page.getByText('Say whose it is').first()).toBeVisible();
  await page.locator('#file-owner').fill("St Mary's");
  const odd = church(
    [1, 'Choir'],
    [2, 'Bells'],
    [3, 'Lunch'],
    [4, 'Prayers'],
    [5, 'Sewing'],
    [6, 'Fair'],
  ).replace('UID:Fair', 'RRULE:FREQ=DAILY;BYHOUR=9\r\nUID:Fair');
  await page.getByLabel('The calendar file').setInputFiles({
    name: 'church.ics',
    mimeType: 'text/calendar',
    buffer: Buffer.from(odd),
  });
  await page.getByRole('button', { name: 'Show me what is in the file' }).click();
  await expect(page.getByRole('heading', { level: 1, name: "St Mary's calendar" })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Is this right?' }).getByRole('listitem')).toHaveCount(5);
  await expect(page.getByText(/Fair: it comes again in a way that we cannot follow/)).toBeVisible();
  await expectOpenToAll(page);
  const calendar = page.url();
  await page.goto(HUB);
  await expect(page.getByText('Choir')).toHaveCount(0);

  await page.goto(calendar);
  await page.getByRole('button', { name: 'Yes, show it to everybody' }).click();
  await page.goto(HUB);
  const also = page.getByRole('region', { name: 'Also on in the village' });
  await expect(also.getByText('Choir')).toBeVisible();
  await expect(also.getByText("St Mary’s. From St Mary's calendar.").first()).toBeVisible();
  await expectOpenToAll(page);

  await page.goto(calendar);
  await page.getByRole('button', { name: 'Take it out' }).click();
  await page.goto(HUB);
  await expect(page.getByText('Choir')).toHaveCount(0);
});

test.describe('at an address', () => {
  let server: CalendarServer;
  let reader: RealNatter;

  test.beforeEach(async ({ village }, about) => {
    server = await startCalendarServer();
    const trust = about.outputPath('church.pem');
    writeFileSync(trust, server.ca);
    const env = { CALENDAR_EXTRA_HOSTS: server.host, NODE_EXTRA_CA_CERTS: trust };
    reader = await startNatter({ from: village.folder, env });
  });
  test.afterEach(async () => {
    await reader.remove();
    await server.stop();
  });

  test('a calendar is read again, and what changes there changes here', async ({ page, village }) => {
    const at = (path: string) => reader.url + path;
    await page.goto(at(village.cards.Ada!));
    await page.getByRole('main').getByRole('button').first().click();
    await page.goto(at(`${HUB}/desk/calendars`));
    const paste = async (address: string) => {
      await page.getByLabel("The calendar's address").fill(address);
      await page.locator('#address-owner').fill('The chapel');
      await page.getByRole('button', { name: 'Show me what is in it' }).click();
    };
    await paste('https://127.0.0.1/calendar.ics');
    await expect(page.getByText('We may not ask this address').first()).toBeVisible();
    await paste(`${server.origin}/nothing.ics`);
    await expect(page.getByText('There is nothing at this address').first()).toBeVisible();
    await expect(page.locator('#address-owner')).toHaveValue('The chapel');

    server.answer('/a.ics', { body: church([1, 'Choir'], [2, 'Bells']) });
    await paste(`webcal://${server.host}/a.ics`);
    await page.getByRole('button', { name: 'Yes, show it to everybody' }).click();
    const calendar = page.url();
    await page.goto(at(HUB));
    await expect(page.getByText('From the chapel’s calendar.').first()).toBeVisible();

    server.answer('/a.ics', { body: church([2, 'Bells at noon']) });
    await page.goto(calendar);
    await page.getByRole('button', { name: 'Read it now' }).click();
    await page.goto(at(HUB));
    await expect(page.getByText('Bells at noon')).toBeVisible();
    await expect(page.getByText('Choir')).toHaveCount(0);

    server.answer('/a.ics', { status: 503 });
    reader.moveTo(reader.now() + 7 * 3600);
    await expect(async () => {
      await page.goto(calendar);
      await expect(page.getByText('It could not be read since')).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.getByRole('button', { name: 'Pause it' }).click();
    await page.goto(at(HUB));
    await expect(page.getByText('Bells at noon')).toHaveCount(0);
  });
});
