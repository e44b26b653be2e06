import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { anybodys, keepers, lookAs, LOOKS, NOWHERE, type Look } from '../helpers/pages.ts';
import { expect, test } from './natter.ts';

// A trace of hundreds of looks would cost more than the looks.
test.use({ inVillage: true, trace: 'off' });
/** Hundreds of looks take their time on a loaded machine. */
test.describe.configure({ timeout: 400_000 });

/** AAA: 7:1 for text. The rest is what axe looks for by itself. */
const ENHANCED = { 'color-contrast-enhanced': { enabled: true } };

/** What axe looks at in each look: everything once, then what that look can change. */
const OF_COLOURS = ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block'];
const OF_LAYOUT = ['target-size', 'scrollable-region-focusable', 'bypass', 'landmark-unique'];
const RULES: Record<string, 'all' | string[]> = {
  '320': 'all',
  '1280': OF_LAYOUT,
  '320-dark': OF_COLOURS,
  '1280-dark': OF_COLOURS,
  '768-contrast': OF_COLOURS,
  '768-contrast-dark': OF_COLOURS,
  '768-text-200': OF_LAYOUT,
};

test('every page is open to all and fits, for somebody new', async ({ page, javaScriptEnabled }) => {
  const paths = await anybodys(page);
  for (const path of paths) await expectGoodPage(page, path, javaScriptEnabled !== false);
});

// In two parts, so that they go side by side.
for (const part of ['of lists and forms', 'about one thing'] as const) {
  test(`every page ${part} is open to all and fits, for a keeper`, async ({
    page,
    signInAs,
    javaScriptEnabled,
  }) => {
    await signInAs(page, 'Ada');
    const paths = (await keepers(page)).filter(
      (path) => /[\w-]{22}/.test(path) === (part === 'about one thing'),
    );
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) await expectGoodPage(page, path, javaScriptEnabled !== false);
  });
}

/** Opens a page once and looks at it in every way: the looks differ in what the style makes of the same page. */
async function expectGoodPage(page: Page, path: string, hasScript: boolean): Promise<void> {
  const [first] = LOOKS;
  await lookAs(page, first!);
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(path === NOWHERE ? 404 : 200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  for (const look of LOOKS) {
    if (look !== first) await lookAs(page, look);
    await expectToFit(page, look, path);
    if (hasScript) await expectNobodyShutOut(page, look, path);
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

async function expectNobodyShutOut(page: Page, look: Look, path: string): Promise<void> {
  const rules = RULES[look.name];
  if (!rules) return;
  // The whole of axe is given to the page in its first look, and is there in the others.
  const axe = new AxeBuilder(rules === 'all' ? { page } : { page, axeSource: 'void 0' }).setLegacyMode();
  if (rules === 'all') axe.options({ rules: ENHANCED });
  else axe.withRules(rules);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(found, `${path} as ${look.name}`).toEqual([]);
}
