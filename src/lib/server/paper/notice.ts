import { dayInWords } from '#lib/dates.ts';
import * as drawings from './drawings.ts';
import { JAM, MM, type Box, type Page, type Style } from './page.ts';
import { dateLine, type Poster } from './poster.ts';
import { qrOf } from './qr.ts';

/** Words in a column; `most` is how many lines of them are enough. */
interface Part {
  text: string;
  style: Style;
  gap: number;
  most: number;
}

const SMALLEST = 11;
/** How large letters are tried, against those of a poster neither full nor empty, with how many lines of directions. */
const TRIES = [1.35, 1.25, 1.15, 1.08, 1, 0.93, 0.86, 0.8, 0.74].map((size) => [size, 4] as const);
/** When not all of it fits, what was cut off must not be a date. */
const LAST = [0.74, 2] as const;

/** The notice on a poster or leaflet, in letters as large as leave room for all of it; `scale` is 1 on A4. */
export function drawNotice(page: Page, box: Box, poster: Poster, scale: number): void {
  const margin = 14 * MM * scale;
  const top = drawings.header(page, box, poster.hubName, scale);
  const end = drawFoot(page, box, poster, scale) - 6 * scale;
  const column = { x: box.x + margin, width: box.width - 2 * margin };
  const choose = ([size, directions]: readonly [number, number]) =>
    partsOf(page, poster, { width: column.width, scale: scale * size, directions });
  const fits = (parts: Part[]) => top + heightOf(page, parts, column.width) <= end;
  const parts = TRIES.map(choose).find(fits) ?? choose(LAST);
  let y = top;
  for (const { text, style, gap, most } of parts) {
    const height = Math.min(end - y, most * page.lineOf(style));
    const shown = page.cut(text, { width: column.width, height }, style);
    if (shown) y = page.words(shown, { ...column, y }, style) + gap;
  }
}

function partsOf(
  page: Page,
  poster: Poster,
  { width, scale, directions }: { width: number; scale: number; directions: number },
): Part[] {
  const titleSize = page.sizeFor(
    poster.title,
    { width, height: 130 * scale },
    { most: Math.round(58 * scale), least: 18 },
  );
  const part = (text: string, points: number, style: Partial<Style> = {}, gap = 4, most = 99): Part => ({
    text,
    style: { size: Math.max(SMALLEST, points * scale), ...style },
    gap: gap * scale,
    most,
  });
  const [first, ...later] = poster.dates;
  return [
    { text: poster.title, style: { size: titleSize, bold: true }, gap: 6 * scale, most: 4 },
    first ? datePart(page, dateLine(first), { width, scale }) : part('', 28),
    part(poster.where, 22, { bold: true }, 4, 3),
    part(poster.directions, 16, {}, 8, directions),
    part(poster.rhythm && later.length > 0 ? `${poster.rhythm}:` : '', 17, { bold: true }, 0),
    ...later.map((date) => part(dateLine(date), 17, date.cancelled ? { bold: true, colour: JAM } : {}, 0)),
    part(poster.bring && `Bring: ${poster.bring}`, 16, {}, 4, 2),
    part(poster.cost && `Cost: ${poster.cost}`, 16, {}, 4, 2),
    part(poster.words, 16),
  ].filter(({ text }) => text !== '');
}

/** Rather a little smaller on one line than with one word left for a second. */
function datePart(page: Page, text: string, { width, scale }: { width: number; scale: number }): Part {
  const [most, least] = [28 * scale, 22 * scale];
  const style = { bold: true, colour: JAM };
  const height = page.lineOf({ ...style, size: most });
  const onOneLine = page.sizeFor(text, { width, height }, { most, least });
  const size = Math.max(SMALLEST, onOneLine > least ? onOneLine : most);
  return { text, style: { ...style, size }, gap: 4 * scale, most: 99 };
}

function heightOf(page: Page, parts: Part[], width: number): number {
  const heights = parts.map(
    ({ text, style, gap, most }) =>
      Math.min(page.heightOf(text, width, style), most * page.lineOf(style)) + gap,
  );
  return heights.reduce((sum, height) => sum + height, 0);
}

/** How to find out more and until when it holds, at the bottom; returns where it begins. */
function drawFoot(page: Page, box: Box, poster: Poster, scale: number): number {
  const margin = 14 * MM * scale;
  const code = Math.max(30 * MM, 38 * MM * scale);
  const size = Math.max(SMALLEST, 15 * scale);
  const x = box.x + margin * 0.7 + code + 6 * scale;
  const width = box.x + box.width - margin - x;
  // An address is copied letter by letter: rather small on one line than broken where one might add a hyphen.
  const typed = page.sizeFor(poster.toType, { width, height: size * 2 }, { most: size, least: 8 });
  const lines: [string, Style][] = [
    ['Say “I’m coming”:', { size, bold: true }],
    ['Point a phone at the code, or go to', { size }],
    [poster.toType, { size: typed, bold: true }],
    ...ringLines(poster).map((line): [string, Style] => [line, { size, bold: true }]),
    [untilLine(poster), { size: Math.max(SMALLEST, 13 * scale) }],
  ];
  const high = lines.reduce((sum, [text, style]) => sum + page.heightOf(text, width, style), 0);
  const height = Math.max(code, high + 4 * scale);
  let y = box.y + box.height - height - 7 * MM * scale;
  page.qr(qrOf(poster.address), { x: box.x + margin * 0.7, y, width: code });
  const top = y;
  y += 4 * scale;
  for (const [text, style] of lines) y = page.words(text, { x, y, width }, style);
  return top;
}

/** Nobody without a telephone number that may be shown: then a neighbour is asked. */
export function ringLines({ toRing }: Pick<Poster, 'toRing'>): string[] {
  if (toRing.length === 0) return ['No phone? Ask a neighbour to say it for you.'];
  return toRing.slice(0, 2).map(({ firstName, telephone }) => `Or ring ${firstName}, ${telephone}`);
}

export function untilLine({ correctUntil, madeOn }: Pick<Poster, 'correctUntil' | 'madeOn'>): string {
  return `Correct until ${dayInWords(correctUntil, madeOn)}. Made on ${dayInWords(madeOn, correctUntil)}.`;
}
