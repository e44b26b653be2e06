import { spawnSync } from 'node:child_process';
import { BROWSER_FLAGS, findBrowser } from '../src/commands/browser.mjs';
import { median, type Figure } from './figures.ts';
import { prepare, ROUNDS } from './side-by-side.ts';

/** Not one of our packages: 100 MB for four figures. npm fetches it when this is run. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const GOALS = { performance: 97, accessibility: 100, 'best-practices': 100 };
type Marks = Record<keyof typeof GOALS, number>;

/** The marks out of 100 that Lighthouse gives the two pages people see first, on its slow telephone. */
export async function run(): Promise<Figure[]> {
  const browser = await findBrowser();
  if (!browser) return skip('there is no Chromium on this machine');
  if (lighthouse(['--version']).status !== 0) return skip(`npm cannot fetch ${LIGHTHOUSE}`);
  const pair = await prepare();
  const server = await pair.startNatter();
  try {
    const pages = { 'hub home': pair.seeded.hub, 'meet-up page': pair.seeded.meetup };
    return Object.entries(pages).flatMap(([name, path]) => mark(name, server.url + path, browser));
  } finally {
    await server.stop();
    pair.remove();
  }
}

function skip(because: string): Figure[] {
  console.log(`Skipped: lighthouse: ${because}`);
  return [];
}

function mark(page: string, url: string, browser: string): Figure[] {
  const seen = Array.from({ length: ROUNDS - 1 }, () => look(url, browser));
  return Object.entries(GOALS).map(([kind, goal]) => {
    const value = median(seen.map((marks) => marks[kind as keyof Marks]));
    return {
      name: `${page}: ${kind}`,
      value,
      unit: 'of 100',
      ratio: null,
      goal: `≥ ${goal}`,
      holds: value >= goal,
    };
  });
}

function look(url: string, browser: string): Marks {
  const { status, stdout, stderr } = lighthouse(
    [
      ...[url, '--quiet', '--output=json', `--only-categories=${Object.keys(GOALS).join(',')}`],
      `--chrome-flags=--headless=new ${BROWSER_FLAGS.join(' ')}`,
    ],
    { CHROME_PATH: browser },
  );
  if (status !== 0) throw new Error(`${url}: ${stderr}`);
  const { categories } = JSON.parse(stdout) as { categories: Record<string, { score: number }> };
  const marks = Object.keys(GOALS).map((kind) => [kind, Math.round((categories[kind]?.score ?? 0) * 100)]);
  return Object.fromEntries(marks) as Marks;
}

function lighthouse(args: string[], env: Record<string, string> = {}) {
  return spawnSync('npx', ['--yes', LIGHTHOUSE, ...args], {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
    env: { ...process.env, ...env },
  });
}
