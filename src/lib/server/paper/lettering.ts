import { printable } from './page.ts';

/** How words are put on a picture, which has no layout of its own. */

/** A size in pixels to try, and on how many lines the words may stand in it. */
export type Try = readonly [size: number, most: number];

interface Ink {
  colour: string;
  bold?: boolean;
}

export interface Block {
  height: number;
  /** The words as SVG, from this top left corner. */
  at(x: number, top: number): string;
}

/** Words in the first of these sizes in which they fit; in the last one what is too long ends in "…". */
export function fit(text: string, width: number, tries: readonly Try[], ink: Ink): Block {
  const found = tries.find(([size, most]) => linesOf(text, size, width).length <= most);
  const [size, most] = found ?? tries[tries.length - 1]!;
  const all = linesOf(text, size, width);
  const lines = all.slice(0, most);
  if (all.length > most) lines.push(cut(`${lines.pop()} …`, size, width));
  const step = size * 1.2;
  return {
    height: lines.length * step,
    at: (x, top) =>
      lines.map((words, i) => line(words, { x, y: top + i * step + size * 0.95, size, ...ink })).join(''),
  };
}

export function line(
  text: string,
  { x, y, size, colour, bold, anchor }: Ink & { x: number; y: number; size: number; anchor?: 'middle' },
): string {
  const weight = bold ? ' font-weight="700"' : '';
  const where = anchor ? ` text-anchor="${anchor}"` : '';
  const shown = printable(text).replace(/[&<>]/g, (letter) => ENTITIES[letter] ?? '');
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}"${weight}${where}>${shown}</text>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function linesOf(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of printable(text).split(/\s+/).filter(Boolean)) {
    const longer = `${lines[lines.length - 1] ?? ''} ${word}`.trim();
    if (lines.length > 0 && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(cut(word, size, width));
  }
  return lines;
}

function cut(words: string, size: number, width: number): string {
  if (widthOf(words, size) <= width) return words;
  let end = words.length;
  while (end > 1 && widthOf(`${words.slice(0, end)}…`, size) > width) end--;
  return `${words.slice(0, end).replace(/[ …]+$/, '')}…`;
}

const NARROW = /[ijlI1.,:;'’|!ft()[\]-]/;
const BROAD = /[mwMWŴẀẂẄŵẁẃẅ@&—…%]/;

/** At most so wide: a little more than the letters of our bold typeface are. */
function widthOf(text: string, size: number): number {
  let wide = 0;
  for (const letter of text) {
    if (NARROW.test(letter)) wide += 0.4;
    else if (BROAD.test(letter)) wide += 0.98;
    else if (letter === ' ') wide += 0.3;
    else wide += /\p{Lu}/u.test(letter) ? 0.72 : 0.61;
  }
  return wide * size;
}
