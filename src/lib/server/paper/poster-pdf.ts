import { dayInWords } from '#lib/dates.ts';
import * as drawings from './drawings.ts';
import { A4, A4_ACROSS, createPage, INK, JAM, MM, QUIET, type Box, type Page } from './page.ts';
import { dateLine, withDates, type Poster } from './poster.ts';
import { qrOf } from './qr.ts';

const TABS = 8;
const TAB_HEIGHT = 46 * MM;
const SLIP_HEIGHT = 52 * MM;
const MOST_ON_LEAFLET = 4;

/** A poster on A4, with strips to tear off. */
export async function a4(poster: Poster): Promise<Uint8Array<ArrayBuffer>> {
  const page = await createPage(A4, `${poster.title}: poster`);
  drawNotice(page, { ...A4, height: A4.height - TAB_HEIGHT }, poster, 1);
  drawTabs(page, { x: 0, y: A4.height - TAB_HEIGHT, width: A4.width, height: TAB_HEIGHT }, poster);
  return page.finish();
}

/** Two leaflets of A5 side by side on A4, each with a slip to hand back. */
export async function a5(all: Poster): Promise<Uint8Array<ArrayBuffer>> {
  const poster = withDates(all, MOST_ON_LEAFLET);
  const page = await createPage(A4_ACROSS, `${poster.title}: leaflet`);
  const width = A4_ACROSS.width / 2;
  for (const x of [0, width]) {
    drawNotice(page, { x, y: 0, width, height: A4_ACROSS.height - SLIP_HEIGHT }, poster, 0.68);
    drawSlip(page, { x, y: A4_ACROSS.height - SLIP_HEIGHT, width, height: SLIP_HEIGHT }, poster);
  }
  page.line([width, 0], [width, A4_ACROSS.height], { dashed: true });
  return page.finish();
}

/** The notice itself; `scale` is 1 on A4. */
function drawNotice(page: Page, box: Box, poster: Poster, scale: number): void {
  const margin = 14 * MM * scale;
  const left = box.x + margin;
  const width = box.width - 2 * margin;
  const size = (points: number) => Math.max(11, points * scale);
  const top = drawings.header(page, box, poster.hubName, scale);
  const footTop = drawFoot(page, box, poster, scale);

  const titleSize = page.sizeFor(
    poster.title,
    { width, height: 130 * scale },
    { most: 58 * scale, least: 20 },
  );
  let y = page.words(poster.title, { x: left, y: top, width }, { size: titleSize, bold: true });
  const say = (text: string, points: number, style: { bold?: boolean; colour?: string } = {}, gap = 4) => {
    const shown = page.cut(text, { width, height: footTop - y }, { size: size(points), ...style });
    if (shown) y = page.words(shown, { x: left, y, width }, { size: size(points), ...style }) + gap * scale;
  };
  const [first, ...later] = poster.dates;
  y += 6 * scale;
  if (first) say(dateLine(first), 28, { bold: true, colour: JAM });
  say(poster.where, 22, { bold: true });
  say(poster.directions, 16, {}, 8);
  say(poster.rhythm && later.length > 0 ? `${poster.rhythm}:` : '', 17, { bold: true }, 0);
  for (const date of later) say(dateLine(date), 17, date.cancelled ? { bold: true, colour: JAM } : {}, 0);
  y += 8 * scale;
  say(poster.bring && `Bring: ${poster.bring}`, 16);
  say(poster.cost && `Cost: ${poster.cost}`, 16);
  say(poster.words, 16);
}

/** How to find out more and until when it holds, at the bottom; returns where it begins. */
function drawFoot(page: Page, box: Box, poster: Poster, scale: number): number {
  const margin = 14 * MM * scale;
  const code = Math.max(30 * MM, 38 * MM * scale);
  const size = Math.max(11, 15 * scale);
  const y = box.y + box.height - code - margin * 0.6;
  page.qr(qrOf(poster.address), { x: box.x + margin * 0.7, y, width: code });
  const x = box.x + margin * 0.7 + code + 6 * scale;
  const width = box.x + box.width - margin - x;
  let at = page.words('Say “I’m coming”:', { x, y: y + 6 * scale, width }, { size, bold: true });
  at = page.words(`Point a phone at the code, or go to ${poster.toType}`, { x, y: at, width }, { size });
  for (const line of ringLines(poster)) at = page.words(line, { x, y: at, width }, { size, bold: true });
  page.words(
    untilLine(poster),
    { x, y: at + 3 * scale, width },
    { size: Math.max(10, 12 * scale), colour: QUIET },
  );
  return y;
}

/** Nobody without a telephone number that may be shown: then a neighbour is asked. */
export function ringLines({ toRing }: Poster): string[] {
  if (toRing.length === 0) return ['No phone? Ask a neighbour to say it for you.'];
  return toRing.slice(0, 2).map(({ firstName, telephone }) => `Or ring ${firstName}, ${telephone}`);
}

export function untilLine({ correctUntil, madeOn }: Poster): string {
  return `Correct until ${dayInWords(correctUntil, madeOn)}. Made on ${dayInWords(madeOn, correctUntil)}.`;
}

function drawTabs(page: Page, box: Box, poster: Poster): void {
  const width = box.width / TABS;
  page.line([box.x, box.y], [box.x + box.width, box.y], { dashed: true });
  const next = poster.dates.find(({ cancelled }) => !cancelled);
  const [ring] = poster.toRing;
  const lines = [
    next ? dayInWords(next.startsLocal, poster.madeOn) : '',
    ring ? `${ring.firstName} ${ring.telephone}` : poster.toType,
  ];
  for (let i = 0; i < TABS; i++) {
    const x = box.x + i * width;
    if (i > 0) page.line([x, box.y], [x, box.y + box.height], { dashed: true });
    page.turned(x, box.y + box.height, () => {
      const column = { x: 8, width: box.height - 16 };
      const title = page.sizeFor(poster.title, { width: column.width, height: 32 }, { most: 13, least: 9 });
      let y = page.words(poster.title, { ...column, y: 8 }, { size: title, bold: true });
      for (const line of lines) y = page.words(line, { ...column, y }, { size: 10, colour: INK });
    });
  }
}

function drawSlip(page: Page, box: Box, poster: Poster): void {
  const margin = 10 * MM;
  const x = box.x + margin;
  const width = box.width - 2 * margin;
  page.line([box.x, box.y], [box.x + box.width, box.y], { dashed: true });
  let y = page.words(
    `${poster.title}. Hand this to a host:`,
    { x, y: box.y + 9, width },
    { size: 11, bold: true },
  );
  const half = width / 2;
  const ticks = ['I’d like to come', 'I need a lift', 'I can help'];
  const dates = poster.dates.filter(({ cancelled }) => !cancelled).slice(0, 3);
  const rows = Math.max(ticks.length, dates.length);
  for (let i = 0; i < rows; i++) {
    const date = dates[i];
    if (ticks[i]) tick(page, ticks[i]!, { x, y, width: half });
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
