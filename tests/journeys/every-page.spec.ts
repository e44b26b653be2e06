import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { anybodys, keepers, lookAs, LOOKS, NOWHERE } from '../helpers/pages.ts';
import { expect, test } from './natter.ts';

test.use({ inVillage: true });

/** AAA: 7:1 for text. The rest is what axe looks for by itself. */
const ENHANCED = { 'color-contrast-enhanced': { enabled: true } };

/** Open to all, one heading that names the page, and nothing that has to be scrolled sideways. */
async function expectGoodPage(page: Page, path: string, hasScript: boolean) {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(path === NOWHERE ? 404 : 200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, `${path} is too wide`).toBeLessThanOrEqual(0);
  if (!hasScript) return;
  const { violations } = await new AxeBuilder({ page }).options({ rules: ENHANCED }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(found, path).toEqual([]);
}

for (const look of LOOKS) {
  test(`every page is open to all and fits, for somebody new, at ${look.name}`, async ({
    page,
    javaScriptEnabled,
  }) => {
    const paths = await anybodys(page);
    await lookAs(page, look);
    for (const path of paths) await expectGoodPage(page, path, javaScriptEnabled !== false);
  });

  test(`every page is open to all and fits, for a keeper, at ${look.name}`, async ({
    page,
    signInAs,
    javaScriptEnabled,
  }) => {
    await signInAs(page, 'Ada');
    const paths = await keepers(page);
    await lookAs(page, look);
    for (const path of paths) await expectGoodPage(page, path, javaScriptEnabled !== false);
  });
}
