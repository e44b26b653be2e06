import { randomBytes } from 'node:crypto';
import { timetable } from '../helpers/gtfs.ts';
import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const HUB = '/stainsacre-social';

test('a bus that a host wrote down is said before anybody is asked for a lift', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk/buses`);
  await page.getByRole('button', { name: 'Save this bus' }).click();
  await expect(page.getByText('Choose the days it runs').first()).toBeVisible();

  await page.getByLabel('What is it called?').fill('Coast Bus');
  await page.getByLabel('Their telephone number').fill('01632 960777');
  await page.getByLabel('Where does it go?').fill('to Robin Hood’s Bay');
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'])
    await page.getByLabel(day).check();
  await page.getByRole('button', { name: 'Save this bus' }).click();
  await expect(page.getByText('Whoever asks for a lift reads it first')).toBeVisible();

  await page.goto(`${HUB}/lifts/ask`);
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Which day?').fill(soon);
  await page.getByLabel('Where to?').fill('the bay');
  await page.getByLabel('There by').fill('14:40');
  await page.getByRole('button', { name: 'Does a bus go?' }).click();
  const buses = page.getByRole('region', { name: /^A bus may go on / });
  await expect(buses.getByText('Coast Bus')).toBeVisible();
  await expect(buses.getByRole('link', { name: '01632 960777' })).toBeVisible();
  await expectOpenToAll(page);

  await expect(page.getByLabel('Where to?')).toHaveValue('the bay');
  await page.getByLabel('Chapel').first().check();
  await page.getByRole('button', { name: 'I need a lift' }).click();
  await expect(page.getByText('We tell you as soon as there is a lift for you')).toBeVisible();
});

test('with a timetable it is said when the bus goes, and that it should be asked', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk/buses`);
  const bring = async (name: string, bytes: Uint8Array) => {
    const file = { name, mimeType: 'application/zip', buffer: Buffer.from(bytes) };
    await page.getByLabel('The timetable file').setInputFiles(file);
    await page.getByRole('button', { name: 'Read this timetable' }).click();
  };
  await bring('photo.zip', Buffer.from('no zip at all'));
  await expect(page.getByText('This is not a timetable file').first()).toBeVisible();
  await bring('county.zip', Buffer.alloc(8_500_000));
  await expect(page.getByText('This file is too large').first()).toBeVisible();
  await expect(page.getByText('We have the timetable.')).toHaveCount(0);
  // Larger than any other form may be: with the shapes of the roads, which we do not read.
  await bring(
    'moor-buses.zip',
    timetable(IN_THE_DEMO, [{ name: 'shapes.txt', body: randomBytes(2_000_000) }]),
  );
  await expect(page.getByText('We have the timetable.')).toBeVisible();
  await expect(page.getByText('2 stops near here, 2 trips.')).toBeVisible();

  await page.goto(`${HUB}/lifts/ask`);
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Which day?').fill(soon);
  await page.getByLabel('Or one of these').selectOption('Bus shelter');
  await page.getByLabel('There by').fill('10:30');
  await page.getByLabel('Ready to go home from').fill('17:00');
  await page.getByLabel('Chapel').first().check();
  await page.getByRole('button', { name: 'Does a bus go?' }).click();
  const buses = page.getByRole('region', { name: /^A bus may go on / });
  await expect(buses.getByText('Bus 95 to Whitby')).toBeVisible();
  await expect(buses.getByText('It leaves Chapel Gate, Stainsacre at 9.40 in the morning')).toBeVisible();
  await expect(buses.getByText('We found no bus back.')).toBeVisible();
  await expect(buses.getByText('Ring to be sure.').first()).toBeVisible();
  await expectOpenToAll(page);

  await page.goto(`${HUB}/desk/buses`);
  await page.getByRole('button', { name: 'Take away: Moor Buses' }).click();
  await expect(page.getByText('Taken away.')).toBeVisible();
});

/** Every day, with stops by the chapel and the bus shelter of the demo village. */
const IN_THE_DEMO = {
  'stops.txt': `stop_id,stop_name,stop_lat,stop_lon
chapel,"Chapel Gate, Stainsacre",54.4612,-0.6122
hall,The shelter,54.4538,-0.5948
whitby,Whitby Bus Station,54.6,-0.75`,
  'calendar.txt': `service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
tuesdays,1,1,1,1,1,1,1,20200101,20991231`,
};
