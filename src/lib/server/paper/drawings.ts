import { CREAM, GREEN, LAMP, MM, type Box, type Page, type PathStyle } from './page.ts';

/** Our bus shelter with its mug, as in static/icon.svg, 64 units wide. */
export const SHELTER: readonly (readonly [d: string, style: PathStyle])[] = [
  ['M6 26 32 12l26 14v4H6z', { fill: LAMP }],
  ['M10 30h6v26h-6zM48 30h6v26h-6z', { fill: CREAM }],
  ['M16 46h32v4H16z', { fill: CREAM }],
  ['M26 36h11v8a4 4 0 0 1-4 4h-3a4 4 0 0 1-4-4z', { fill: '#e8707f' }],
  ['M37 38h2.5a2.5 2.5 0 0 1 0 5H37', { stroke: '#e8707f', thickness: 2 }],
  ['M29 33c-2-2 2-3 0-5m5 5c-2-2 2-3 0-5', { stroke: CREAM, thickness: 1.8 }],
  ['M4 56h56v3H4z', { fill: '#6fa88a' }],
];

/** A piece of the string of fairy lights, `CORD_WIDTH` units wide; it joins on to the next. */
export const CORD = 'M0 4Q30 20 60 12T120 4';
export const CORD_WIDTH = 120;
const LAMPS = [
  [16, 13],
  [46, 18],
  [76, 13],
  [106, 9],
] as const;
/** A path for each lamp on such a piece. */
export const BULBS = LAMPS.map(([x, y]) => `M${x - 4.2} ${y}a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0z`);

/** A green band with the shelter and the hub's name, fairy lights under it; returns where the page goes on. */
export function header(page: Page, box: Box, name: string, scale: number): number {
  const height = 24 * MM * scale;
  const margin = 14 * MM * scale;
  page.fill({ x: box.x, y: box.y, width: box.width, height }, GREEN);
  const mark = 16 * MM * scale;
  for (const [d, style] of SHELTER)
    page.path(d, { x: box.x + margin, y: box.y + 4 * MM * scale, width: mark, size: 64 }, style);
  const x = box.x + margin + mark + 5 * MM * scale;
  const width = box.width - (x - box.x) - margin;
  const room = { width, height: height - 12 * scale };
  const size = page.sizeFor(name, room, { most: 30 * scale, least: 10 });
  const high = page.heightOf(name, width, { size, bold: true });
  page.words(name, { x, y: box.y + (height - high) / 2, width }, { size, bold: true, colour: CREAM });
  lights(page, { x: box.x, y: box.y + height - 2, width: box.width }, scale);
  return box.y + height + 14 * MM * scale;
}

function lights(page: Page, at: { x: number; y: number; width: number }, scale: number): void {
  const times = Math.round(at.width / (CORD_WIDTH * scale * 1.2));
  const width = at.width / times;
  for (let i = 0; i < times; i++) {
    const place = { x: at.x + i * width, y: at.y, width, size: CORD_WIDTH };
    page.path(CORD, place, { stroke: GREEN, thickness: 1.6 });
    for (const bulb of BULBS) page.path(bulb, place, { fill: LAMP });
  }
}
