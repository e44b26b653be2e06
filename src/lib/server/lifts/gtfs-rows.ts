import { TimetableRefused } from './gtfs-refusals.ts';
import type { TimetableZip } from './gtfs-zip.ts';

/** A row by the names of its columns; '' for what is not there. */
export type Cells<Column extends string> = Record<Column, string>;

const LONGEST_ROW = 20_000;

/**
 * Reads a table (RFC 4180, in UTF-8, with or without a mark at its beginning) row by row, as it is unpacked. `needed` columns must be there,
 * others may be. Throws TimetableRefused, also when `most` rows are not enough.
 */
export async function eachRow<Needed extends string, Other extends string = never>(
  zip: TimetableZip,
  name: string,
  columns: { needed: readonly Needed[]; others?: readonly Other[] },
  most: number,
  take: (row: Cells<Needed | Other>) => void,
): Promise<void> {
  const { needed, others = [] } = columns;
  let places: [column: Needed | Other, at: number][] | null = null;
  let rows = 0;
  const lines = createLines(name, (cells) => {
    if (places === null) {
      const heads = cells.map((head) => head.toLowerCase());
      const missing = needed.find((column) => !heads.includes(column));
      if (missing) throw new TimetableRefused('missing', `${name}: ${missing}`);
      places = [...needed, ...others]
        .map((column) => [column, heads.indexOf(column)] as const)
        .map(([c, at]) => [c, at]);
      return;
    }
    rows += 1;
    if (rows > most) throw new TimetableRefused('too-large', name);
    const row = {} as Cells<Needed | Other>;
    for (const [column, at] of places) row[column] = cells[at] ?? '';
    take(row);
  });
  await readText(zip, name, lines.push);
  lines.end();
  if (places === null) throw new TimetableRefused('missing', `${name}: ${needed[0]}`);
}

/** Hands over the words of a part piece by piece. */
export async function readText(
  zip: TimetableZip,
  name: string,
  take: (words: string) => void,
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array) => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw new TimetableRefused('letters', name);
    }
  };
  await zip.read(name, (piece) => take(decode(piece)));
  take(decode());
}

/** Words of a file for a page: on one line, at most so many letters, and none that turn the direction of writing. */
export function plainly(text: string, most = 80): string {
  return text
    .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ')
    .trim()
    .slice(0, most);
}

/** Puts rows together from pieces of text; a line end within quotes belongs to its row. */
function createLines(name: string, take: (cells: string[]) => void) {
  let rest = '';
  const takeLine = (line: string) => {
    const row = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (row.trim() !== '') take(cellsOf(row));
  };
  return {
    push(words: string) {
      rest += words;
      let start = 0;
      let quote = rest.indexOf('"');
      for (;;) {
        let end = rest.indexOf('\n', start);
        if (quote >= 0 && quote < start) quote = rest.indexOf('"', start);
        if (end >= 0 && quote >= 0 && quote < end) end = endOutsideQuotes(rest, quote);
        if (end < 0) break;
        takeLine(rest.slice(start, end));
        start = end + 1;
      }
      rest = rest.slice(start);
      if (rest.length > LONGEST_ROW) throw new TimetableRefused('odd', name);
    },
    end: () => takeLine(rest),
  };
}

/** The first line end after `from` that is outside quotes; `from` is a quote. -1 where there is none yet. */
function endOutsideQuotes(words: string, from: number): number {
  let isQuoted = false;
  for (let at = from; at < words.length; at += 1) {
    if (words[at] === '"') isQuoted = !isQuoted;
    else if (words[at] === '\n' && !isQuoted) return at;
  }
  return -1;
}

function cellsOf(row: string): string[] {
  if (!row.includes('"')) return row.split(',').map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < row.length; at += 1) {
    const letter = row[at]!;
    if (letter === '"' && isQuoted && row[at + 1] === '"') cell += row[(at += 1)]!;
    else if (letter === '"') isQuoted = !isQuoted;
    else if (letter === ',' && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell.trim()];
}
