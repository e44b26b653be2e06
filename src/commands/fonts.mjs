// node src/commands/fonts.mjs: cuts the typeface of our pages to the letters that are needed. Run it when those change.
import { readFileSync, writeFileSync } from 'node:fs';
// @ts-expect-error -- it comes without types
import subset from 'subset-font';

const FROM = 'node_modules/@fontsource-variable/atkinson-hyperlegible-next/files';
/** Regular to bold; no page is lighter. */
const variationAxes = { wght: { min: 400, max: 800 } };

/** English and its western neighbours: on the way to every visitor. */
const USUAL = `${letters(0x20, 0x7e)}${letters(0xa0, 0xff)}ĂıŒœ–—‘’“”•…€`;
/** Fetched only where one of them stands on the page (`unicode-range` in src/app.css). */
const WELSH = 'ŴŵŶŷẀẁẂẃẄẅỲỳ';

await cut('latin', USUAL, 'atkinson');
await cut('latin-ext', WELSH, 'atkinson-welsh');

/** @param {string} half @param {string} wanted @param {string} name */
async function cut(half, wanted, name) {
  const whole = readFileSync(`${FROM}/atkinson-hyperlegible-next-${half}-wght-normal.woff2`);
  const font = await subset(whole, wanted, { targetFormat: 'woff2', variationAxes });
  writeFileSync(`static/fonts/${name}.woff2`, font);
  console.log(`static/fonts/${name}.woff2: ${font.length} bytes`);
}

/** @param {number} first @param {number} last */
function letters(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
}
