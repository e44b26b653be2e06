import { existsSync } from 'node:fs';
import { runQuietly } from './running.mjs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** What every start of the browser is given: it asks nobody anything, and as root it runs without its sandbox. */
export const BROWSER_FLAGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chromium on this machine; null when there is none. @param {Record<string, string | undefined>} env */
export async function findBrowser(env = process.env) {
  const places = [env.CHROMIUM_PATH, ...USUAL_PLACES, await playwrightsOwn()];
  return places.find((place) => place && existsSync(place)) ?? null;
}

/** Finds a Chromium, or installs one: the system's where we may, else Playwright's. @returns {Promise<string | null>} */
export async function getBrowser() {
  const found = await findBrowser();
  if (found) return found;
  console.log('Installing Chromium for the tests. This happens once.');
  if (process.getuid?.() === 0 && runQuietly('apt-get', ['update']).ok) {
    runQuietly('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  }
  if (!(await findBrowser()))
    runQuietly(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium']);
  return findBrowser();
}

async function playwrightsOwn() {
  try {
    const { chromium } = await import('playwright');
    return chromium.executablePath();
  } catch {
    return null;
  }
}
