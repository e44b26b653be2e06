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

/** As they lie in the file, folded: a calendar of 1 MB has some 30,000. */
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
 * The lines of a file, unfolded, each byte once; null for one that Natter does not look at, and for a part of one that
 * goes on. Unfolds within `file` itself, before the letters are read, since a fold may break a letter in two. Ends of
 * lines are looked for by the machine's own search: letter by letter costs a process that has just started a fifth of
 * all that a file may cost. Throws FileRefused.
 */
export function* linesOf(file: Uint8Array): Generator<Line | null> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let start = at;
  let end = at;
  for (let lines = 1; at < bytes.length; lines += 1) {
    if (lines > MOST_LINES) throw new FileRefused('too-many-lines');
    const newline = bytes.indexOf(LF, at);
    const next = newline < 0 ? bytes.length : newline + 1;
    let stop = newline < 0 ? bytes.length : newline;
    if (stop > at && bytes[stop - 1] === CR) stop -= 1;
    if (end < at) bytes.copyWithin(end, at, stop);
    end += stop - at;
    const goesOn = next + 1 < bytes.length && (bytes[next] === SPACE || bytes[next] === TAB);
    at = goesOn ? next + 1 : next;
    yield goesOn ? null : read(bytes, start, end);
    if (!goesOn) start = end = at;
  }
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
