import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from './src/commands/browser.mjs';

const browser = await findBrowser();

export default defineConfig({
  testDir: 'tests/journeys',
  fullyParallel: true,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 390, height: 844 },
    // A sixth of all processor time; ask for it with --trace on.
    trace: 'off',
    launchOptions: {
      args: BROWSER_FLAGS,
      ...(browser ? { executablePath: browser } : {}),
    },
  },
  projects: [
    { name: 'script-on', use: { browserName: 'chromium' } },
    // What asks over HTTP alone, or only reads the words, is the same with script off.
    {
      name: 'script-off',
      testIgnore: ['**/*doors.spec.ts', '**/house.spec.ts', '**/plain-words.spec.ts'],
      use: { browserName: 'chromium', javaScriptEnabled: false },
    },
  ],
});
