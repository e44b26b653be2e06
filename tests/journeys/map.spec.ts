import { expect, expectOpenToAll, test } from './natter.ts';

const TILES = { MAP_TILES: 'https://tiles.example.org/{z}/{x}/{y}.png', MAP_CREDIT: '© The map makers' };
const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

test.use({ inVillage: true, settings: TILES });

test('where people are is drawn and said; a map comes only when a host asks for it', async ({
  page,
  signInAs,
}) => {
  const asked: string[] = [];
  await page.route('https://tiles.example.org/**', (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'image/png', body: Buffer.from(DOT, 'base64') });
  });
  await signInAs(page, 'Ada');
  await page.goto('/stainsacre-social/desk/lifts');
  const dates = page.getByRole('region', { name: 'Who goes where' });
  await dates
    .getByRole('link', { name: /shelter|swap|walk/i })
    .first()
    .click();
  const where = page.getByRole('region', { name: 'Where they are' });
  await expect(where.getByText(/^Chapel, .*\. 1 person to fetch, 1 car sets out here/)).toBeVisible();
  expect(asked).toEqual([]);
  if (test.info().project.name === 'script-off') {
    await expect(where.getByRole('button')).toHaveCount(0);
    return;
  }

  await where.getByRole('button', { name: 'Show a map' }).click();
  await expect(where.getByText('© The map makers')).toBeVisible();
  await expect(where.locator('img.leaflet-tile-loaded').first()).toBeVisible();
  expect(asked.length).toBeGreaterThan(0);
  await expectOpenToAll(page);
});
