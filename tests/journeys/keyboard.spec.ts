import type { Browser, Locator, Page } from '@playwright/test';
import { expect, test } from './natter.ts';

const FURTHEST = 120;

async function someone(browser: Browser, url: string, script: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, javaScriptEnabled: script, locale: 'en-GB' });
  return context.newPage();
}

/** Goes on from where the focus is until it reaches `target`; each thing on the way shows that it has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < FURTHEST; i++) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
    expect(await hiddenFocus(page)).toBeNull();
  }
  throw new Error(`the keyboard never reaches ${target}`);
}

/** What has the focus without showing it: no outline, or something lying over it. Null when all is well. */
function hiddenFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return null;
    const shown = [at, at.closest('label'), at.nextElementSibling, at.parentElement];
    const outlined = shown.some((one) => one && getComputedStyle(one).outlineStyle !== 'none');
    const { left, top, width, height } = at.getBoundingClientRect();
    const over = document.elementFromPoint(left + Math.min(width, 20) / 2, top + height / 2);
    const covered = !over || !shown.some((one) => one && (one.contains(over) || over.contains(one)));
    return outlined && !covered
      ? null
      : `${outlined ? 'covered' : 'no outline'}: ${at.outerHTML.slice(0, 120)}`;
  });
}

async function type(page: Page, label: string, words: string) {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(words);
}

async function press(page: Page, target: Locator, key = 'Enter') {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Arrows choose within a group of radio buttons, as the Tab key passes it in one step. */
async function choose(page: Page, target: Locator) {
  const name = await target.getAttribute('name');
  const inGroup = () => page.evaluate((n) => (document.activeElement as HTMLInputElement).name === n, name);
  for (let i = 0; i < FURTHEST && !(await inGroup()); i++) await page.keyboard.press('Tab');
  for (let i = 0; i < 12 && !(await target.isChecked()); i++) {
    await page.keyboard.press(i === 0 ? 'Space' : 'ArrowDown');
  }
  await expect(target).toBeChecked();
}

test('a hub is set up, a meet-up planned, answered and cancelled by keyboard alone', async ({
  browser,
  natter,
  javaScriptEnabled,
}) => {
  const ada = await someone(browser, natter.url, javaScriptEnabled !== false);
  await ada.goto(natter.setUpLink());
  await type(ada, 'Name of the hub', 'Stainsacre Social');
  await type(ada, 'Where is it?', 'Stainsacre, near Whitby');
  await type(ada, 'Your first name', 'Ada');
  await type(ada, 'Your email', 'ada@stainsacre.example');
  await press(ada, ada.getByRole('button', { name: 'Set up this hub' }));
  await ada.waitForURL(/\/stainsacre-social\/desk$/);

  await press(ada, ada.getByRole('link', { name: 'Plan a meet-up' }).first());
  await ada.waitForURL(/\/meetups\/new$/);
  await type(ada, 'What is it called?', 'Tea at the shelter');
  await tabTo(ada, ada.getByLabel('Time', { exact: true }));
  await ada.keyboard.type('1030AM');
  await choose(ada, ada.getByLabel('Every month on a weekday'));
  await choose(ada, ada.getByLabel('First', { exact: true }));
  await choose(ada, ada.getByLabel('Tuesday', { exact: true }));
  await type(ada, 'Where is it?', 'The old bus shelter');
  await press(ada, ada.getByRole('button', { name: 'Save this meet-up' }).first());
  const right = ada.getByRole('heading', { name: 'Are these the right dates?' });
  const saved = ada.getByText('Saved: Tea at the shelter');
  await expect(right.or(saved)).toBeVisible();
  if (await right.isVisible())
    await press(ada, ada.getByRole('button', { name: 'Save this meet-up' }).first());
  await expect(saved).toBeVisible();

  const cyd = await someone(browser, natter.url, javaScriptEnabled !== false);
  await cyd.goto('/stainsacre-social');
  await cyd.keyboard.press('Tab');
  await expect(cyd.getByRole('link', { name: /^Skip to/ })).toBeFocused();
  await press(cyd, cyd.getByRole('link', { name: 'Tea at the shelter' }).first());
  await cyd.waitForURL(/\/meetups\//);
  await type(cyd, 'Your first name', 'Cyd');
  await press(cyd, cyd.getByRole('button', { name: "I'm coming" }), 'Space');
  await expect(cyd.getByText('Cyd, you said you are coming')).toBeVisible();

  await ada.goto('/stainsacre-social/desk');
  await press(ada, ada.getByRole('link', { name: /Tea at the shelter/ }).first());
  await ada.waitForURL(/\/desk\/meetups\//);
  await press(ada, ada.getByRole('link', { name: 'Cancel this date' }));
  await ada.waitForURL(/\/cancel$/);
  await press(ada, ada.getByRole('button', { name: 'Cancel this date' }));
  await ada.waitForURL(/\/reached$/);
  const cydsLine = ada.getByRole('listitem').filter({ hasText: 'Cyd' });
  await press(ada, cydsLine.getByRole('button', { name: 'Spoke' }));
  await expect(cydsLine.getByRole('button', { name: 'Spoke' })).toHaveCount(0);
});
