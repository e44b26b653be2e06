import type { Browser, Page } from '@playwright/test';
import { choose, press, tabTo, type } from './by-keyboard.ts';
import { expect, test } from './natter.ts';

async function someone(browser: Browser, url: string, script: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, javaScriptEnabled: script, locale: 'en-GB' });
  return context.newPage();
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
