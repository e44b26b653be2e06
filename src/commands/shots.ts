// npm run shots: pictures of every page of the demo village in every look, and the two of the README.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { anybodys, keepers, lookAs, LOOKS } from '../../tests/helpers/pages.ts';
import { secrets } from '../../tests/helpers/secret-pages.ts';
import { startNatter } from '../../tests/helpers/real-natter.ts';
import { BROWSER_FLAGS, getBrowser } from './browser.mjs';
import { build } from './building.mjs';

const HUB = '/stainsacre-social';
const FOLDER = 'docs/shots';
const DESK = { width: 1100, height: 1100 };
const TALLEST = 16_000;
const PHONE = { width: 390, height: 1100 };

const village = mkdtempSync(join(tmpdir(), 'natter-shots-'));
build();
const cast = makeVillage(village);
const natter = await startNatter({ from: village });
const browser = await chromium.launch({
  executablePath: (await getBrowser()) ?? undefined,
  args: BROWSER_FLAGS,
});

const ours = { baseURL: natter.url, locale: 'en-GB' };
const wide = await browser.newPage({ ...ours, viewport: DESK });
await wide.goto(HUB);
await shoot(wide, 'hub');
const meetup = await wide.locator(`a[href^="${HUB}/meetups/"]`).first().getAttribute('href');
const narrow = await browser.newPage({ ...ours, viewport: PHONE, deviceScaleFactor: 1.5 });
await narrow.goto(meetup ?? HUB);
await shoot(narrow, 'meet-up');

if (!process.argv.includes('readme')) {
  const anybody = await browser.newPage(ours);
  await shootAll(anybody, 'anybody', named(await anybodys(anybody)));
  await shootAll(anybody, 'anybody', await secrets(natter.folder, anybody));
  const keeper = await browser.newPage(ours);
  await keeper.goto(cast.Ada ?? '/');
  await keeper.getByRole('main').getByRole('button').first().click();
  await keeper.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await shootAll(keeper, 'keeper', named(await keepers(keeper)));
}

await browser.close();
await natter.remove();
rmSync(village, { recursive: true });

interface Named {
  name: string;
  path: string;
}

/** A page by its path, whatever it is about. */
function named(paths: string[]): Named[] {
  const nameOf = (path: string) =>
    path
      .replace(/[\w-]{22}(-[\d-]{10})?/, 'one')
      .replaceAll('/', '.')
      .replace(/^\./, '') || 'home';
  return paths.map((path) => ({ name: nameOf(path), path }));
}

/** docs/shots/<who>/<page>-<look>.png; none of them is kept in the repository. */
async function shootAll(page: Page, who: string, pages: Named[]): Promise<void> {
  for (const { name, path } of pages) {
    await page.goto(path);
    // A page that is loaded afterwards would not keep the size of words.
    for (const look of LOOKS) {
      await lookAs(page, look);
      await shoot(page, `${who}/${name}-${look.name}`, true);
    }
  }
}

async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  await page.waitForLoadState('networkidle');
  // The browser forgets the size of words when it takes a picture of more than its window.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const window = page.viewportSize()!;
  if (fullPage) await page.setViewportSize({ ...window, height: Math.min(height, TALLEST) });
  await page.evaluate(untilPainted);
  mkdirSync(`${FOLDER}/${name.split('/').slice(0, -1).join('/')}`, { recursive: true });
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled' });
  await page.setViewportSize(window);
  console.log(`${FOLDER}/${name}.png`);
}

/** A window that has just grown is not painted to its end at once. */
function untilPainted(): Promise<unknown> {
  return new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
}

/** Returns the address that signs each of the cast in once, by first name. */
function makeVillage(folder: string): Record<string, string> {
  const args = ['src/commands/with-packages.mjs', 'src/commands/demo.ts'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, NATTER_DATA: folder },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const lines = [...stdout.matchAll(/^\S+ (\S+) https?:\/\/[^/\s]+(\/\S+)$/gm)];
  return Object.fromEntries(lines.map(([, name, path]) => [name, path]));
}
