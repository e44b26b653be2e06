import { chromium, type Browser } from 'playwright';
import { BROWSER_FLAGS, getBrowser } from '../src/commands/browser.mjs';
import { atMost, type Figure } from './figures.ts';
import { inTurn, prepare } from './side-by-side.ts';

interface Weight {
  all: number;
  script: number;
}

/** What a browser that was never here takes over the wire for the meet-up page, in kB (1,000 bytes), as it comes. */
export async function run(): Promise<Figure[]> {
  const pair = await prepare();
  const browser = await chromium.launch({
    executablePath: (await getBrowser()) ?? undefined,
    args: BROWSER_FLAGS,
  });
  try {
    const weigh = (path: string) => (server: { url: string }) => visit(browser, server.url + path);
    const { natter, bare } = await inTurn(pair, { bare: weigh('/'), natter: weigh(pair.seeded.meetup) }, 1);
    return [
      atMost('script on first visit', 'kB', natter[0]!.script, 64, bare[0]!.script),
      atMost('first visit in all', 'kB', natter[0]!.all, 110, bare[0]!.all),
    ];
  } finally {
    await browser.close();
    pair.remove();
  }
}

async function visit(browser: Browser, url: string): Promise<Weight> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const devtools = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  const weight: Weight = { all: 0, script: 0 };
  await devtools.send('Network.enable');
  devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    weight.all += encodedDataLength / 1000;
    if (kinds.get(requestId) === 'Script') weight.script += encodedDataLength / 1000;
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.close();
  return weight;
}
