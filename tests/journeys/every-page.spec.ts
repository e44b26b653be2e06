import type { Page } from '@playwright/test';
import { expect, expectOpenToAll, test } from './natter.ts';

test.use({ inVillage: true });

const NOWHERE = '/nobody/here';
const ANYBODYS = [
  '/',
  '/stainsacre-social',
  '/sign-in',
  '/sign-in/code',
  '/start',
  '/stainsacre-social/report',
  '/stainsacre-social/subscribe',
  '/stainsacre-social/whats-on',
  '/offline',
  NOWHERE,
];
const ADAS = [
  '/me',
  '/me/reach',
  '/me/told',
  '/me/calendar',
  '/me/devices',
  '/me/data',
  '/me/data/erase',
  '/start',
  '/stainsacre-social',
  '/stainsacre-social/desk',
  '/stainsacre-social/desk/meetups/new',
  '/stainsacre-social/desk/venues',
  '/stainsacre-social/desk/venues/new',
  '/stainsacre-social/desk/people',
  '/stainsacre-social/desk/people/new',
  '/stainsacre-social/desk/hub',
  '/stainsacre-social/desk/paper',
  '/stainsacre-social/desk/slips',
  '/stainsacre-social/desk/boards',
  '/stainsacre-social/desk/reports',
];
const WIDTHS = [320, 768, 1280];

/** Open to all, one heading that names the page, and nothing that has to be scrolled sideways. */
async function expectGoodPage(page: Page, path: string) {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(path === NOWHERE ? 404 : 200);
  await expectOpenToAll(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over, `${path} at ${width} px`).toBeLessThanOrEqual(0);
  }
}

/** The addresses of the pages about one thing, from the lists that lead to them. */
async function findLinks(page: Page, list: string, wanted: RegExp): Promise<string[]> {
  await page.goto(list);
  const hrefs = await page
    .getByRole('main')
    .getByRole('link')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''));
  return [...new Set(hrefs.filter((href) => wanted.test(href)))];
}

test('every page is open to all and fits at 320, 768 and 1280 px, for somebody new', async ({ page }) => {
  const [meetup] = await findLinks(page, '/stainsacre-social', /\/meetups\/[^/?#]+$/);
  for (const path of [...ANYBODYS, meetup!, `${meetup}/poster`]) await expectGoodPage(page, path);
});

test('every page is open to all and fits at 320, 768 and 1280 px, for a keeper', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  const [meetup] = await findLinks(page, '/stainsacre-social/desk', /\/desk\/meetups\/[\w-]{22}-[\d-]{10}$/);
  const [series] = await findLinks(page, '/stainsacre-social/desk', /\/desk\/series\/[\w-]+$/);
  const [venue] = await findLinks(page, '/stainsacre-social/desk/venues', /\/desk\/venues\/[\w-]{22}$/);
  const [person] = await findLinks(page, '/stainsacre-social/desk/people', /\/desk\/people\/[\w-]{22}$/);
  const about = ['', '/change', '/cancel', '/reached', '/ring-list', '/sign-in-sheet'].map(
    (one) => meetup + one,
  );
  for (const path of [...ADAS, ...about, series!, venue!, person!]) await expectGoodPage(page, path);
});

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });

  test('what a newcomer sees can be read', async ({ page }) => {
    const [meetup] = await findLinks(page, '/stainsacre-social', /\/meetups\/[^/?#]+$/);
    for (const path of ['/stainsacre-social', meetup!, '/sign-in']) await expectGoodPage(page, path);
  });
});
