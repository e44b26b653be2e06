import { dayInWords, timeInWords } from '#lib/dates.ts';
import { INK, MM, QUIET, type Box, type Page, type Style } from './page.ts';
import type { Poster } from './poster.ts';

const STRIPS = 8;
const MOST_TO_CHOOSE = 3;
export const SLIP_HEIGHT = 52 * MM;

/** What people take home from a poster: what, when, and how to say that they are coming. */
export function drawStrips(page: Page, box: Box, poster: Poster): void {
  const width = box.width / STRIPS;
  const column = { x: 8, width: box.height - 16 };
  const lines = linesOfStrip(page, poster, column.width);
  page.line([box.x, box.y], [box.x + box.width, box.y], { dashed: true });
  for (let i = 0; i < STRIPS; i++) {
    const x = box.x + i * width;
    if (i > 0) page.line([x, box.y], [x, box.y + box.height], { dashed: true });
    page.turned(x, box.y + box.height, () => {
      let y = 5;
      for (const [text, style] of lines) y = page.words(text, { ...column, y }, style);
    });
  }
}

/** What fits a strip, whatever the title and the address are like. */
function linesOfStrip(page: Page, poster: Poster, width: number): [string, Style][] {
  const next = poster.dates.find(({ cancelled }) => !cancelled);
  const [ring] = poster.toRing;
  const fit = (text: string, height: number, most: number): [string, Style] => {
    const style = { size: page.sizeFor(text, { width, height }, { most, least: 7 }), bold: true };
    return [page.cut(text, { width, height }, style), style];
  };
  const when = next ? [dayInWords(next.startsLocal, poster.madeOn), timeInWords(next.startsLocal)] : [];
  return [
    fit(poster.title, 24, 12),
    ...when.map((text): [string, Style] => [text, { size: 10 }]),
    fit(ring ? `${ring.firstName} ${ring.telephone}` : poster.toType, ring ? 15 : 24, 10),
  ];
}

/** What people hand back: whether they come, need a lift or can help, with the code by which a host keys it in. */
export function drawSlip(page: Page, box: Box, poster: Poster): void {
  const margin = 10 * MM;
  const x = box.x + margin;
  const width = box.width - 2 * margin;
  const half = width / 2;
  const title: Style = { size: 11, bold: true };
  const handing = page.cut(
    `Hand this to a host: ${poster.title}`,
    { width, height: page.lineOf(title) },
    title,
  );
  page.line([box.x, box.y], [box.x + box.width, box.y], { dashed: true });
  let y = page.words(handing, { x, y: box.y + 9, width }, title);
  const ticks = ['I’d like to come', 'I need a lift', 'I can help'];
  const dates = poster.dates.filter(({ cancelled }) => !cancelled).slice(0, MOST_TO_CHOOSE);
  for (const [i, words] of ticks.entries()) {
    const date = dates[i];
    tick(page, words, { x, y, width: half });
    if (date && dates.length > 1) tick(page, dayInWords(date.startsLocal), { x: x + half, y, width: half });
    y += 20;
  }
  y += 12;
  for (const [label, at] of [
    ['My first name', x],
    ['My telephone', x + half],
  ] as const) {
    page.line([at, y + 6], [at + half - 10, y + 6], { colour: INK });
    page.words(label, { x: at, y: y + 9, width: half }, { size: 10, colour: QUIET });
  }
  page.words(`Code ${poster.slipCode}`, { x, y: y + 9, width }, { size: 12, bold: true, align: 'right' });
}

function tick(page: Page, words: string, { x, y, width }: { x: number; y: number; width: number }): void {
  page.frame({ x, y: y + 2, width: 11, height: 11 }, { colour: INK });
  page.words(words, { x: x + 17, y, width: width - 17 }, { size: 12 });
}
