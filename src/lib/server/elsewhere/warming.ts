import { setTimeout } from 'node:timers/promises';
import { read } from './reading.ts';

/** Any moment will do: what is read is put away. */
const NOW = Date.UTC(2027, 2, 1, 9) / 1000;
const EVENTS = 600;

/** The first pages of a process that has just started are out by then. */
const AFTER_MS = 2_000;

export interface Warming {
  /** Resolves once somebody's file may be read. */
  done: Promise<void>;
  /** Lets it be, if it has not begun; `done` resolves all the same. */
  stop(): void;
}

/** As `warmUp`, in a moment. */
export function warmUpSoon(): Warming {
  const stopping = new AbortController();
  const { signal } = stopping;
  const done = setTimeout(AFTER_MS, undefined, { signal }).then(warmUp, () => {});
  return { done, stop: () => stopping.abort() };
}

/**
 * Reads a calendar that nobody needs, with a little of everything in it, letting others go first as ever. In a process
 * that has just started nothing of the reader is compiled yet, and somebody's first file would cost twice as much.
 */
export async function warmUp(): Promise<void> {
  await read(new TextEncoder().encode(anyCalendar()), 'Europe/London', NOW);
}

function anyCalendar(): string {
  const events = Array.from({ length: EVENTS }, (_, turn) => anyEvent(turn));
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n');
}

const TIMES = ['DTSTART;TZID=Europe/London:20270302T103000', 'DTSTART:20270302T103000Z', 'DTSTART:20270302'];
const RULES = [
  [],
  ['RRULE:FREQ=WEEKLY'],
  ['RRULE:FREQ=WEEKLY;BYDAY=TU,TH;INTERVAL=2;UNTIL=20270901T000000Z'],
  ['RRULE:FREQ=DAILY;COUNT=20', 'EXDATE:20270303T103000Z,20270304T103000Z', 'RDATE:20270501T103000Z'],
  ['RRULE:FREQ=MONTHLY;BYDAY=-1FR'],
  ['RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1,2,3;BYSETPOS=-1'],
  ['RRULE:FREQ=DAILY;BYHOUR=9'],
];
const WORDS = [
  'The hall',
  'Caf\u00e9\\, upstairs \\n by the stairs',
  'e\u0301\u0301\u0301\u0301 \u{1f375}\u202e',
];

function anyEvent(turn: number): string[] {
  const one = <T>(list: T[]) => list[turn % list.length]!;
  return [
    'BEGIN:VEVENT',
    `UID:${turn}`,
    one(TIMES),
    ...(turn % 2 ? ['DURATION:PT1H'] : []),
    ...one(RULES),
    `SUMMARY:Tea ${turn}`,
    `LOCATION:${one(WORDS)}`,
    `DESCRIPTION:${'Tea and talk. '.repeat(8)}`,
    'URL:https://hall.example.org/',
    'END:VEVENT',
  ];
}
