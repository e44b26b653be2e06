// node src/commands/icons.mjs: renders our drawing into the PNGs that home screens ask for. Run it when the drawing changes.
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { BROWSER_FLAGS, findBrowser } from './browser.mjs';

const drawing = readFileSync('static/icon.svg', 'utf8');
const [, shelter] = /<rect[^>]*>(<g .*<\/g>)<\/svg>/s.exec(drawing) ?? [];
if (!shelter) throw new Error('static/icon.svg is not as it was: a square and a group');

/** To the edges, with the drawing in the middle four fifths that no mask cuts off. */
const whole = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#12352a"/>
  <g transform="translate(6.4 6.4) scale(.8)">${shelter}</g></svg>`;
/** Android shows the badge of a notification in one colour, by its shape alone. */
const badge = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${shelter
  .replace(/#[0-9a-f]{6}/g, '#fff')
  .replace('translate(6.4 5) scale(.8)', 'scale(1)')}</svg>`;

/** @type {[string, string, number][]} */
const PICTURES = [
  ['icon-192.png', drawing, 192],
  ['icon-512.png', drawing, 512],
  ['maskable-192.png', whole, 192],
  ['maskable-512.png', whole, 512],
  ['apple-touch-icon.png', whole, 180],
  ['badge-96.png', badge, 96],
];

const browser = await chromium.launch({
  executablePath: (await findBrowser()) ?? undefined,
  args: BROWSER_FLAGS,
});
const page = await browser.newPage();
for (const [name, svg, size] of PICTURES) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  writeFileSync(`static/icons/${name}`, await page.screenshot({ omitBackground: true }));
}
await browser.close();
