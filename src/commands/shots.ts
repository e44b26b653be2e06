// npm run shots: makes the pictures of the README from the demo village.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { startNatter } from '../../tests/helpers/real-natter.ts';
import { BROWSER_FLAGS, getBrowser } from './browser.mjs';
import { build } from './building.mjs';

const HUB = '/stainsacre-social';
const DESK = { width: 1100, height: 1100 };
const PHONE = { width: 390, height: 1100 };

const village = mkdtempSync(join(tmpdir(), 'natter-shots-'));
build();
makeVillage(village);
const natter = await startNatter({ from: village });
const browser = await chromium.launch({
  executablePath: (await getBrowser()) ?? undefined,
  args: BROWSER_FLAGS,
});

const wide = await browser.newPage({ baseURL: natter.url, viewport: DESK });
await wide.goto(HUB);
await shoot(wide, 'hub');
const meetup = await wide.locator(`a[href^="${HUB}/meetups/"]`).first().getAttribute('href');
const narrow = await browser.newPage({ baseURL: natter.url, viewport: PHONE, deviceScaleFactor: 1.5 });
await narrow.goto(meetup ?? HUB);
await shoot(narrow, 'meet-up');

await browser.close();
await natter.remove();
rmSync(village, { recursive: true });

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  mkdirSync('docs/shots', { recursive: true });
  await page.screenshot({ path: `docs/shots/${name}.png`, animations: 'disabled' });
  console.log(`docs/shots/${name}.png`);
}

function makeVillage(folder: string): void {
  const args = ['src/commands/with-packages.mjs', 'src/commands/demo.ts'];
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, NATTER_DATA: folder },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}
