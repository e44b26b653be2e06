import * as drawings from './drawings.ts';
import { A4_ACROSS, createPage, JAM, LINE, MM, QUIET, type Page } from './page.ts';
import type { RotaCell, RotaSheet } from './rota-sheet.ts';

const MARGIN = 12 * MM;
const WIDTH = A4_ACROSS.width - 2 * MARGIN;
const BOTTOM = A4_ACROSS.height - MARGIN;
const DATE = 56 * MM;
/** A code of some fifty modules is still read by an old phone. */
const CODE = 25 * MM;
const PAD = 4;
const SIZE = 14;
/** More jobs than fit side by side go on further sheets, each with the dates. */
const ACROSS = 6;

/** The rota on A4 across: as many sides as it needs, each with its jobs above. */
export async function pdf(sheet: RotaSheet): Promise<Uint8Array<ArrayBuffer>> {
  const page = await createPage(A4_ACROSS, `The rota, ${sheet.hubName}`);
  const parts = Math.max(1, Math.ceil(sheet.jobs.length / ACROSS));
  for (let part = 0; part < parts; part++) {
    if (part > 0) page.next();
    drawPart(page, partOf(sheet, part * ACROSS));
  }
  return page.finish();
}

function partOf(sheet: RotaSheet, from: number): RotaSheet {
  const jobs = sheet.jobs.slice(from, from + ACROSS);
  const rows = sheet.rows
    .map((row) => ({ ...row, cells: row.cells.slice(from, from + ACROSS) }))
    .filter(({ cells }) => cells.some(Boolean));
  return { ...sheet, jobs, rows };
}

function drawPart(page: Page, sheet: RotaSheet): void {
  let y = drawings.header(page, A4_ACROSS, `The rota, ${sheet.hubName}`, 0.7);
  for (const line of sheet.lines) y = page.words(line, { x: MARGIN, y, width: WIDTH }, { size: SIZE });
  y = drawJobs(page, sheet, y + PAD);
  const foot = page.heightOf(sheet.foot.join('\n'), WIDTH, { size: SIZE }) + PAD;
  for (const [i, row] of sheet.rows.entries()) {
    const height = heightOf(page, sheet, row);
    if (y + height > BOTTOM - (i === sheet.rows.length - 1 ? foot : 0)) {
      page.next();
      y = drawJobs(page, sheet, MARGIN);
    }
    drawRow(page, sheet, row, y);
    y += height;
  }
  page.line([MARGIN, y], [MARGIN + WIDTH, y], { colour: LINE });
  page.words(sheet.foot.join('\n'), { x: MARGIN, y: y + PAD, width: WIDTH }, { size: SIZE });
}

function columnsOf({ jobs }: RotaSheet): { x: number; width: number }[] {
  const width = (WIDTH - DATE) / Math.max(1, jobs.length);
  return jobs.map((_, i) => ({ x: MARGIN + DATE + i * width, width: width - 2 * PAD }));
}

function drawJobs(page: Page, sheet: RotaSheet, y: number): number {
  const columns = columnsOf(sheet);
  const low = sheet.jobs.map((job, i) =>
    page.words(job, { ...columns[i]!, y }, { size: 12, bold: true, colour: QUIET }),
  );
  return Math.max(y, ...low) + 2;
}

function heightOf(page: Page, sheet: RotaSheet, row: RotaSheet['rows'][number]): number {
  const columns = columnsOf(sheet);
  const date = page.heightOf(row.when, DATE - 2 * PAD, { size: SIZE, bold: true });
  const title = page.heightOf(row.title, DATE - 2 * PAD, { size: 12 });
  const cells = row.cells.map((cell, i) => (cell ? heightOfCell(page, cell, columns[i]!.width) : 0));
  return Math.max(date + title, ...cells) + 2 * PAD;
}

function heightOfCell(page: Page, cell: RotaCell, width: number): number {
  const names = cell.names.reduce((sum, name) => sum + page.heightOf(name, width, { size: SIZE }), 0);
  return names + (cell.gap ? page.lineOf({ size: 12 }) + CODE : 0);
}

function drawRow(page: Page, sheet: RotaSheet, row: RotaSheet['rows'][number], top: number): void {
  page.line([MARGIN, top], [MARGIN + WIDTH, top], { colour: LINE });
  const at = { x: MARGIN, width: DATE - 2 * PAD };
  const y = page.words(row.when, { ...at, y: top + PAD }, { size: SIZE, bold: true });
  page.words(row.title, { ...at, y }, { size: 12 });
  const columns = columnsOf(sheet);
  row.cells.forEach((cell, i) => cell && drawCell(page, cell, { ...columns[i]!, y: top + PAD }));
}

function drawCell(page: Page, cell: RotaCell, at: { x: number; y: number; width: number }): void {
  let { y } = at;
  for (const name of cell.names) y = page.words(name, { ...at, y }, { size: SIZE });
  if (!cell.gap) return;
  y = page.words(cell.gap.words, { ...at, y }, { size: 12, bold: true, colour: JAM });
  page.qr(cell.gap.qr, { x: at.x, y, width: Math.min(CODE, at.width) });
}
