import { resolve } from 'node:path';
import type { Qr } from './qr.ts';

/** The only file that knows pdfkit. Lengths are points (1/72 inch), from the top left corner. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Style {
  size: number;
  bold?: boolean;
  colour?: string;
  align?: 'left' | 'center' | 'right';
}

export const A4: Readonly<Box> = { x: 0, y: 0, width: 595.28, height: 841.89 };
export const A4_ACROSS: Readonly<Box> = { x: 0, y: 0, width: 841.89, height: 595.28 };
export const MM = 72 / 25.4;

export const INK = '#1d2b24';
export const QUIET = '#45524a';
export const GREEN = '#12352a';
export const JAM = '#a3253a';
export const LAMP = '#ffc857';
export const LINE = '#857a63';
export const CREAM = '#fdf7ea';

/** Air between lines, as a share of the size. */
const LEADING = 0.2;

/** Something to draw on; `finish` gives the PDF. */
export interface Page {
  /** Draws words in a column and returns where they end. */
  words(text: string, at: { x: number; y: number; width: number }, style: Style): number;
  /** How high words would be. */
  heightOf(text: string, width: number, style: Style): number;
  /** How high one line is. */
  lineOf(style: Style): number;
  /** As much of the words as fits this box, by whole words and ending in "…"; '' when not even one line does. */
  cut(text: string, box: Pick<Box, 'width' | 'height'>, style: Style): string;
  /** The largest size from `most` down to `least` at which the words fit this box. */
  sizeFor(text: string, box: Pick<Box, 'width' | 'height'>, range: { most: number; least: number }): number;
  fill(box: Box, colour: string): void;
  frame(box: Box, style?: { dashed?: boolean; colour?: string }): void;
  line(from: [number, number], to: [number, number], style?: { dashed?: boolean; colour?: string }): void;
  /** An SVG path of a drawing `size` wide, scaled to `width`. */
  path(d: string, at: { x: number; y: number; width: number; size: number }, style: PathStyle): void;
  qr(code: Qr, at: { x: number; y: number; width: number }): void;
  /** Draws with everything turned a quarter to the left around this point, which becomes 0, 0. */
  turned(x: number, y: number, draw: () => void): void;
  next(): void;
  finish(): Promise<Uint8Array<ArrayBuffer>>;
}

export interface PathStyle {
  fill?: string;
  stroke?: string;
  /** In units of the drawing. */
  thickness?: number;
}

/** A new PDF, with our own typeface in it. `title` is what a viewer shows above it. */
export async function createPage(paper: Readonly<Box>, title: string): Promise<Page> {
  // Loaded when the first sheet is printed: until then it would take memory for nothing.
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    lang: 'en-GB',
    displayTitle: true,
    info: { Title: title, Creator: 'Natter' },
    font: fontFile(400),
  });
  const finished = collect(pdf);
  pdf.registerFont('regular', fontFile(400));
  pdf.registerFont('bold', fontFile(700));
  pdf.addPage();

  function use({ size, bold = false, colour = INK }: Style) {
    pdf
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colour);
  }

  function pen({ dashed = false, colour = LINE }: { dashed?: boolean; colour?: string }) {
    pdf.lineWidth(0.8).strokeColor(colour);
    if (dashed) pdf.dash(4, { space: 4 });
    else pdf.undash();
  }

  const page: Page = {
    words(text, { x, y, width }, style) {
      use(style);
      const shown = printable(text);
      // With a height of its own it never begins a new page by itself.
      const height = paper.height;
      pdf.text(shown, x, y, { width, height, align: style.align ?? 'left', lineGap: style.size * LEADING });
      return y + page.heightOf(text, width, style);
    },
    heightOf(text, width, style) {
      use(style);
      return pdf.heightOfString(printable(text), { width, lineGap: style.size * LEADING });
    },
    // Rounded up, so that so many lines are never a hair higher.
    lineOf: (style) => page.heightOf('A', 1000, style) + 0.1,
    cut(text, { width, height }, style) {
      const words = text.split(/(?<=\s)/);
      const first = (length: number) =>
        length === words.length ? text : `${words.slice(0, length).join('').trimEnd()} …`;
      let fits = 0;
      let tooLong = words.length + 1;
      while (tooLong - fits > 1) {
        const middle = Math.floor((fits + tooLong) / 2);
        if (page.heightOf(first(middle), width, style) <= height) fits = middle;
        else tooLong = middle;
      }
      return fits === 0 ? '' : first(fits);
    },
    sizeFor(text, { width, height }, { most, least }) {
      const longest = text.split(/\s+/).reduce((a, b) => (a.length > b.length ? a : b), '');
      for (let size = most; size > least; size--) {
        use({ size, bold: true });
        const fits = page.heightOf(text, width, { size, bold: true }) <= height;
        if (fits && pdf.widthOfString(printable(longest)) <= width) return size;
      }
      return least;
    },
    fill: (box, colour) => void pdf.rect(box.x, box.y, box.width, box.height).fill(colour),
    frame(box, style = {}) {
      pen(style);
      pdf.rect(box.x, box.y, box.width, box.height).stroke();
    },
    line(from, to, style = {}) {
      pen(style);
      pdf
        .moveTo(...from)
        .lineTo(...to)
        .stroke();
    },
    path(d, { x, y, width, size }, { fill, stroke, thickness = 1 }) {
      pdf.save().undash();
      pdf
        .translate(x, y)
        .scale(width / size)
        .path(d);
      if (fill) pdf.fill(fill);
      else if (stroke) pdf.lineWidth(thickness).lineCap('round').stroke(stroke);
      pdf.restore();
    },
    qr: (code, at) => page.path(code.path, { ...at, size: code.size }, { fill: '#000000' }),
    turned(x, y, draw) {
      pdf.save().translate(x, y).rotate(-90);
      draw();
      pdf.restore();
    },
    next: () => void pdf.addPage(),
    async finish() {
      pdf.end();
      return finished;
    },
  };
  return page;
}

/** What our typeface has not: it has the letters of Welsh, Polish, Turkish and the like. */
const NOT_OURS = /[^\n -~\u00a0-¬®-´¶-ćĊ-ēĖ-ěĞ-ģĦħĪīĮ-ĳĶķĹ-ľŁ-ňŐ-ŕŘ-śŞ-ťŪūŮ-žȘ-țẀ-ẅẞỲỳ–—‘’“”•…€]/gu;

/** Letters that our typeface has not lose their accents rather than becoming empty boxes ("ậ" is printed "a"). */
export function printable(text: string): string {
  return text.normalize('NFC').replace(NOT_OURS, (letter) => {
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '');
    return /^[ -~]+$/.test(plain) ? plain : '';
  });
}

/** Where a weight of our typeface is. */
export function fontFile(weight: 400 | 700): string {
  return resolve(`src/lib/server/paper/fonts/atkinson-${weight}.ttf`);
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((done, fail) => {
    const pieces: Uint8Array[] = [];
    pdf.on('data', (piece: Uint8Array) => pieces.push(piece));
    pdf.on('error', fail);
    pdf.on('end', () => done(new Uint8Array(Buffer.concat(pieces))));
  });
}
