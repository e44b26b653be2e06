import type { Locator, Page } from '@playwright/test';
import { expect } from './natter.ts';

/** What somebody does who has a keyboard, or a switch that works like one, and nothing else. */

const FURTHEST = 200;

/** Goes on from where the focus is until it reaches `target`; each thing on the way shows that it has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
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

export async function type(page: Page, label: string, words: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(words);
}

export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Arrows choose within a group of radio buttons, as the Tab key passes it in one step. */
export async function choose(page: Page, target: Locator): Promise<void> {
  const name = await target.getAttribute('name');
  const inGroup = () => page.evaluate((n) => (document.activeElement as HTMLInputElement).name === n, name);
  for (let i = 0; i < FURTHEST && !(await inGroup()); i++) await page.keyboard.press('Tab');
  for (let i = 0; i < 12 && !(await target.isChecked()); i++) {
    await page.keyboard.press(i === 0 ? 'Space' : 'ArrowDown');
  }
  await expect(target).toBeChecked();
}
