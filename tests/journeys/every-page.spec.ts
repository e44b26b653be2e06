import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { anybodys, HUB, councillors, keepers, lookAs, LOOKS, NOWHERE, type Look } from '../helpers/pages.ts';
import { waysOnDisk } from '../helpers/routes-on-disk.ts';
import { secrets } from '../helpers/secret-pages.ts';
import { expect, test } from './natter.ts';

// A trace of hundreds of looks would cost more than the looks.
test.use({ inVillage: true, trace: 'off' });
/** Hundreds of looks take their time on a loaded machine. */
test.describe.configure({ timeout: 400_000 });

/** AAA: 7:1 for text. The rest is what axe looks for by itself. */
const ENHANCED = { 'color-contrast-enhanced': { enabled: true } };

/** axe takes the colour that the style asks for, which is not the one the device paints. */
const FORCED = { 'color-contrast': { enabled: false } };

/** What axe looks at in each look: everything in the first and, page by page, in one more; else what a look can change. */
const OF_COLOURS = ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block'];
const OF_LAYOUT = ['target-size', 'scrollable-region-focusable', 'bypass', 'landmark-unique'];
const RULES: Record<string, string[]> = {
  '1280': OF_LAYOUT,
  '320-dark': OF_COLOURS,
  '768-contrast': OF_COLOURS,
  '768-contrast-dark': OF_COLOURS,
  '768-text-200': OF_LAYOUT,
  '320-text-200': OF_LAYOUT,
};

test('every page is open to all and fits, for somebody new', async ({ page, javaScriptEnabled }) => {
  const paths = await anybodys(page);
  for (const [turn, path] of paths.entries())
    await expectGoodPage(page, { path, turn }, javaScriptEnabled !== false);
});

/** The pages of a keeper in parts, so that they go side by side. */
const PARTS = {
  'about one thing': (path: string) => /[\w-]{22}/.test(path),
  'of the desk': (path: string) => path.startsWith(`${HUB}/desk`) && !PARTS['about one thing'](path),
  'of lists and forms': (path: string) => !path.startsWith(`${HUB}/desk`) && !PARTS['about one thing'](path),
};

for (const [part, isPart] of Object.entries(PARTS)) {
  test(`every page ${part} is open to all and fits, for a keeper`, async ({
    page,
    signInAs,
    javaScriptEnabled,
  }) => {
    await signInAs(page, 'Ada');
    const paths = (await keepers(page)).filter(isPart);
    expect(paths.length).toBeGreaterThan(5);
    for (const [turn, path] of paths.entries())
      await expectGoodPage(page, { path, turn }, javaScriptEnabled !== false);
  });
}

test('every page behind a secret address is open to all and fits', async ({
  page,
  natter,
  village,
  javaScriptEnabled,
}) => {
  const letters = await secrets(natter.folder, page);
  const paths = [...letters.map(({ path }) => path), village.cards.Cyd!];
  for (const [turn, path] of paths.entries())
    await expectGoodPage(page, { path, turn }, javaScriptEnabled !== false);
});

test('what a councillor reads is open to all and fits', async ({ page, signInAs, javaScriptEnabled }) => {
  await signInAs(page, 'Eve');
  const paths = await councillors(page);
  expect(paths.length).toBeGreaterThan(0);
  for (const [turn, path] of paths.entries())
    await expectGoodPage(page, { path, turn }, javaScriptEnabled !== false);
});

/** The sheet of a driver without a device, as any driver's; and the middle of signing in, which other journeys walk through. */
const LEFT_OUT = ['/[hub]/desk/people/[id]/driving/sheet', '/sign-in/name'];

test('no page is left out of these', async ({ page, natter, village, signInAs, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'the same pages either way');
  const letters = (await secrets(natter.folder, page)).map(({ path }) => path);
  const strangers = [...(await anybodys(page)), village.cards.Cyd!];
  await signInAs(page, 'Ada');
  const paths = [...letters, ...strangers, ...(await keepers(page))];
  await page.context().clearCookies();
  await signInAs(page, 'Eve');
  paths.push(...(await councillors(page)));
  const shape = (route: string) =>
    new RegExp(`^${route.replaceAll(/\[(\w+)\]/g, (_, name) => (name === 'hub' ? HUB.slice(1) : '[^/]+'))}$`);
  const pages = waysOnDisk().filter(({ way }) => way === 'page');
  const missing = pages.filter(({ route }) => !paths.some((path) => shape(route).test(path)));
  expect(missing.map(({ route }) => route)).toEqual(LEFT_OUT);
});

interface Turn {
  path: string;
  /** Which one it is of many: each has another look in which axe looks at everything again. */
  turn: number;
}

/** Opens a page once and looks at it in every way: the looks differ in what the style makes of the same page. */
async function expectGoodPage(page: Page, { path, turn }: Turn, hasScript: boolean): Promise<void> {
  const [first, ...others] = LOOKS;
  const again = others[turn % others.length];
  await lookAs(page, first!);
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(path === NOWHERE ? 404 : 200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  for (const look of LOOKS) {
    if (look !== first) await lookAs(page, look);
    await expectToFit(page, look, path);
    const rules = look === first || look === again ? 'all' : RULES[look.name];
    if (hasScript && rules) await expectNobodyShutOut(page, { look, rules, path });
  }
}

/** Nothing has to be scrolled sideways, and the look has really come: the page is as wide and as big as it says. */
async function expectToFit(page: Page, look: Look, path: string): Promise<void> {
  const { over, width, text } = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - window.innerWidth,
    width: window.innerWidth,
    text: parseFloat(getComputedStyle(document.documentElement).fontSize),
  }));
  expect({ width, text }, `${path} as ${look.name}`).toEqual({ width: look.width, text: look.text ?? 16 });
  expect(over, `${path} is too wide at ${look.name}`).toBeLessThanOrEqual(0);
}

async function expectNobodyShutOut(
  page: Page,
  { look, rules, path }: { look: Look; rules: 'all' | string[]; path: string },
): Promise<void> {
  // The whole of axe is given to the page in its first look, and is there in the others.
  const isThere = look !== LOOKS[0];
  const axe = new AxeBuilder(isThere ? { page, axeSource: 'void 0' } : { page }).setLegacyMode();
  if (rules === 'all') axe.options({ rules: look.forced ? FORCED : ENHANCED });
  else axe.withRules(rules);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(found, `${path} as ${look.name}`).toEqual([]);
}
