import type { Locator } from '@playwright/test';

/** The first of these whose attribute ends with a day after today: what is today may be under way already. */
export async function firstAfterToday(all: Locator, attribute: 'href' | 'value'): Promise<string> {
  const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/London' });
  const values = await Promise.all((await all.all()).map((one) => one.getAttribute(attribute)));
  const found = values.find((value) => (value?.match(/\d{4}-\d\d-\d\d$/)?.[0] ?? '') > today);
  if (!found) throw new Error('nothing after today on this page');
  return found;
}
