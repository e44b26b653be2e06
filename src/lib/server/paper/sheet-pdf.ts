import * as drawings from './drawings.ts';
import { A4, createPage, INK, LINE, MM, QUIET, type Page } from './page.ts';
import type { Cell, Sheet } from './sheet.ts';

const MARGIN = 14 * MM;
const WIDTH = A4.width - 2 * MARGIN;
const CODE = 30 * MM;
const PAD = 5;
const CLOSE = 2;
const TICK = 16;

/** A list on A4: as many sides as it needs, each with the headings, or one side where the sheet asks for it. */
export async function pdf(sheet: Sheet): Promise<Uint8Array<ArrayBuffer>> {
  const page = await createPage(A4, sheet.title);
  const footHeight = heightOfFoot(page, sheet);
  const bottom = A4.height - MARGIN;
  let y = drawTop(page, sheet);
  const pad = padFor(page, sheet, bottom - footHeight - y);
  let side = 1;
  for (const [i, row] of sheet.rows.entries()) {
    const height = heightOfRow(page, sheet, row, pad);
    const isLast = i === sheet.rows.length - 1;
    const needed = sheet.oneSide ? footHeight + (isLast ? 0 : sheet.size * 2) : isLast ? footHeight : 0;
    if (y + height > bottom - needed) {
      if (sheet.oneSide) {
        const more = sheet.oneSide(sheet.rows.length - i);
        page.words(more, { x: MARGIN, y: y + PAD, width: WIDTH }, { size: sheet.size, bold: true });
        break;
      }
      page.next();
      y = drawLaterTop(page, sheet, ++side);
    }
    drawRow(page, sheet, row, { y, height, pad });
    y += height;
  }
  drawFoot(page, sheet, sheet.oneSide ? bottom - footHeight : y + PAD);
  return page.finish();
}

function drawTop(page: Page, sheet: Sheet): number {
  let y = drawings.header(page, A4, sheet.hubName, 0.7);
  const size = page.sizeFor(sheet.title, { width: WIDTH, height: 70 }, { most: 32, least: 18 });
  y = page.words(sheet.title, { x: MARGIN, y, width: WIDTH }, { size, bold: true });
  for (const line of sheet.lines) y = page.words(line, { x: MARGIN, y, width: WIDTH }, { size: sheet.size });
  return drawHeadings(page, sheet, y + PAD);
}

/** A sheet that came loose says what it belongs to. */
function drawLaterTop(page: Page, sheet: Sheet, side: number): number {
  const words = [sheet.title, sheet.lines[0], `side ${side}`].filter(Boolean).join(', ');
  const style = { size: 12, bold: true };
  const shown = page.cut(words, { width: WIDTH, height: 2 * page.lineOf(style) }, style);
  return drawHeadings(page, sheet, page.words(shown, { x: MARGIN, y: MARGIN, width: WIDTH }, style) + PAD);
}

function drawHeadings(page: Page, sheet: Sheet, y: number): number {
  if (sheet.columns.every(({ heading }) => heading === '')) return y;
  const high = columnsOf(sheet).map(({ heading, x, width }) =>
    page.words(heading, { x, y, width }, { size: 12, bold: true, colour: QUIET }),
  );
  return Math.max(...high) + 2;
}

function columnsOf({ columns }: Sheet) {
  let x = MARGIN;
  return columns.map(({ heading, share }) => {
    const column = { heading, x, width: share * WIDTH - PAD };
    x += share * WIDTH;
    return column;
  });
}

/** The rows stand a little closer where that saves a side with next to nothing on it. */
function padFor(page: Page, sheet: Sheet, room: number): number {
  const heightWith = (pad: number) =>
    sheet.rows.reduce((sum, row) => sum + heightOfRow(page, sheet, row, pad), 0);
  return heightWith(PAD) > room && heightWith(CLOSE) <= room ? CLOSE : PAD;
}

function heightOfRow(page: Page, sheet: Sheet, row: Cell[], pad: number): number {
  const columns = columnsOf(sheet);
  const high = row.map((cell, i) => heightOfCell(page, cell, columns[i]!.width, sheet.size));
  return Math.max(...high) + 2 * pad;
}

function heightOfCell(page: Page, cell: Cell, width: number, size: number): number {
  if (cell === 'room' || cell === 'box') return size * 1.5;
  const own = page.heightOf(cell.text, width, { size, bold: cell.strong ?? false });
  return own + (cell.sub ? page.heightOf(cell.sub, width, { size }) : 0);
}

interface Strip {
  y: number;
  height: number;
  pad: number;
}

function drawRow(page: Page, sheet: Sheet, row: Cell[], { y, height, pad }: Strip): void {
  page.line([MARGIN, y], [MARGIN + WIDTH, y], { colour: LINE });
  const columns = columnsOf(sheet);
  for (const [i, cell] of row.entries()) {
    const { x, width } = columns[i]!;
    if (cell === 'room') continue;
    if (cell === 'box') {
      page.frame({ x, y: y + (height - TICK) / 2, width: TICK, height: TICK }, { colour: INK });
      continue;
    }
    const style = { size: sheet.size, bold: cell.strong ?? false };
    const end = page.words(cell.text, { x, y: y + pad, width }, style);
    if (cell.sub) page.words(cell.sub, { x, y: end, width }, { size: sheet.size });
  }
}

function heightOfFoot(page: Page, { foot, qr, size }: Sheet): number {
  const width = WIDTH - (qr ? CODE + PAD : 0);
  const words = foot.reduce((sum, line) => sum + page.heightOf(line, width, { size }), 0);
  return Math.max(words, qr ? CODE : 0) + PAD;
}

function drawFoot(page: Page, { foot, qr, size }: Sheet, top: number): void {
  page.line([MARGIN, top], [MARGIN + WIDTH, top], { colour: LINE });
  if (qr) page.qr(qr, { x: MARGIN, y: top + PAD, width: CODE });
  const x = MARGIN + (qr ? CODE + PAD : 0);
  let y = top + PAD;
  for (const line of foot) y = page.words(line, { x, y, width: MARGIN + WIDTH - x }, { size });
}
