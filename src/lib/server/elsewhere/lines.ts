import { FileRefused } from './refusals.ts';

/** How a calendar file is made of lines: RFC 5545, section 3.1. */

/** One property that Natter looks at, unfolded; `name` in capitals. */
export interface Line {
  name: string;
  /** By name in capitals, without their quotes; of a list the whole. */
  params: Record<string, string>;
  value: string;
  /** True where the value was longer than what is read of it. */
  cut: boolean;
}

/** A calendar of 1 MB has some 30,000. */
const MOST_LINES = 40_000;
const LONGEST_NAME = 16;
const LONGEST_HEAD = 500;
const LONGEST_WORDS = 700;
/** Room for 1,000 dates and their commas. */
const LONGEST_VALUE = 20_000;
const WORDS = ['SUMMARY', 'LOCATION', 'URL', 'UID', 'X-WR-CALNAME', 'NAME'];
const READ = new Set([
  ...WORDS,
  ...['BEGIN', 'END', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'EXRULE', 'RDATE', 'EXDATE'],
  ...['RECURRENCE-ID', 'STATUS', 'CLASS', 'SEQUENCE', 'TZID', 'X-LIC-LOCATION', 'X-WR-TIMEZONE'],
]);
const NONE: Record<string, string> = {};
const [TAB, LF, CR, SPACE, QUOTE, COLON, SEMICOLON] = [9, 10, 13, 32, 34, 58, 59];

/**
 * The lines of a file, one after the other, each byte once; null for one that Natter does not look at. Unfolds within `file` itself, before
 * the letters are read, since a fold may break a letter in two. Throws FileRefused.
 */
export function* linesOf(file: Uint8Array): Generator<Line | null> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, unfold(file));
  let lines = 0;
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(LF, start);
    const next = newline < 0 ? bytes.length : newline + 1;
    let end = newline < 0 ? bytes.length : newline;
    if (end > start && bytes[end - 1] === CR) end -= 1;
    lines += 1;
    if (lines > MOST_LINES) throw new FileRefused('too-many-lines');
    yield read(bytes, start, end);
    start = next;
  }
}

/** Takes out every line end that a space or tab follows; returns how many bytes are left. */
function unfold(file: Uint8Array): number {
  let to = 0;
  for (let at = 0; at < file.length; at += 1) {
    const byte = file[at]!;
    const isEnd = byte === LF || (byte === CR && file[at + 1] === LF);
    const after = byte === CR ? at + 2 : at + 1;
    if (isEnd && (file[after] === SPACE || file[after] === TAB)) at = after;
    else file[to++] = byte;
  }
  return to;
}

function read(bytes: Buffer, start: number, end: number): Line | null {
  let at = start;
  while (at < end && at - start <= LONGEST_NAME && bytes[at] !== COLON && bytes[at] !== SEMICOLON) at += 1;
  if (at === start || at - start > LONGEST_NAME) return null;
  const name = bytes.toString('latin1', start, at).toUpperCase();
  if (!READ.has(name)) return null;
  const colon = findColon(bytes, at, Math.min(end, at + LONGEST_HEAD));
  // Without a value it is not left out: an EXDATE that cannot be read has to be refused.
  if (colon < 0) return { name, params: NONE, value: '', cut: true };
  const params = at === colon ? NONE : paramsOf(bytes.toString('utf8', at + 1, colon));
  const most = WORDS.includes(name) ? LONGEST_WORDS : LONGEST_VALUE;
  const stop = Math.min(end, colon + 1 + most);
  return { name, params, value: bytes.toString('utf8', colon + 1, stop), cut: stop < end };
}

/** Where the value begins: at the first colon that is not within quotes. */
function findColon(bytes: Buffer, from: number, to: number): number {
  let isQuoted = false;
  for (let at = from; at < to; at += 1) {
    if (bytes[at] === QUOTE) isQuoted = !isQuoted;
    else if (bytes[at] === COLON && !isQuoted) return at;
  }
  return -1;
}

/** Splits at semicolons outside quotes, letter by letter: a pattern would go over a long head again and again. */
function paramsOf(head: string): Record<string, string> {
  const params: Record<string, string> = {};
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at <= head.length; at += 1) {
    if (head[at] === '"') isQuoted = !isQuoted;
    if (at < head.length && (head[at] !== ';' || isQuoted)) continue;
    const equals = head.indexOf('=', start);
    if (equals > start && equals < at) {
      params[head.slice(start, equals).toUpperCase()] = head.slice(equals + 1, at).replaceAll('"', '');
    }
    start = at + 1;
  }
  return params;
}
