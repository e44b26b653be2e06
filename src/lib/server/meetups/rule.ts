import { isLocal } from '#server/wall-clock.ts';

/** A recurrence rule, read and checked. Weekdays count from Monday = 0; an empty list means "not said". */
export interface Rule {
  freq: Freq;
  interval: number;
  count: number;
  until: Until | null;
  weekStart: number;
  weekdays: Weekday[];
  monthDays: number[];
  months: number[];
  positions: number[];
}

export type Freq = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** `nth` is 0 for every such weekday, otherwise 1 to 5, or -1 for the last. */
export interface Weekday {
  weekday: number;
  nth: number;
}

/** The last moment a date may have, 'YYYY-MM-DDTHH:MM' and its seconds; in UTC or on the hub's own clock. */
export interface Until {
  minute: string;
  second: number;
  utc: boolean;
}

/** A recurrence that Natter does not understand; `part` names what stood in the way, such as 'BYHOUR'. */
export class RecurrenceRefused extends Error {
  readonly part: string;

  constructor(part: string) {
    super(`recurrence refused: ${part.slice(0, 40)}`);
    this.name = 'RecurrenceRefused';
    this.part = part.slice(0, 40);
  }
}

const LONGEST_RULE = 1000;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const FREQS = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const PARTS = 'FREQ INTERVAL COUNT UNTIL WKST BYDAY BYMONTHDAY BYMONTH BYSETPOS'.split(' ');

/**
 * Reads an RFC 5545 rule (without its 'RRULE:'). Refuses by name every part that is unknown, said twice,
 * malformed or outside Natter's subset: DAILY to YEARLY, INTERVAL to 52, COUNT to 1,000, ordinals 1–5 and -1.
 */
export function read(text: string): Rule {
  const parts = split(text);
  const value = (part: string) => parts.get(part);
  const freq = value('FREQ') ?? '';
  if (!FREQS.includes(freq)) throw new RecurrenceRefused('FREQ');
  const until = value('UNTIL');
  if (until !== undefined && parts.has('COUNT')) throw new RecurrenceRefused('UNTIL');
  const rule = {
    freq: freq as Freq,
    interval: readNumber('INTERVAL', value('INTERVAL') ?? '1', 52),
    count: parts.has('COUNT') ? readNumber('COUNT', value('COUNT') ?? '', 1000) : Infinity,
    until: until === undefined ? null : readUntil(until),
    weekStart: readWeekday('WKST', value('WKST') ?? 'MO').weekday,
    weekdays: readList(value('BYDAY'), (item) => readWeekday('BYDAY', item)),
    monthDays: readList(value('BYMONTHDAY'), (item) => readSignedNumber('BYMONTHDAY', item, 31)),
    months: readList(value('BYMONTH'), (item) => readNumber('BYMONTH', item, 12)),
    positions: readList(value('BYSETPOS'), (item) => readSignedNumber('BYSETPOS', item, 366)),
  };
  refuseClashes(rule);
  return rule;
}

function split(text: string): Map<string, string> {
  if (typeof text !== 'string' || text.length > LONGEST_RULE) throw new RecurrenceRefused('RRULE');
  const parts = new Map<string, string>();
  // Only ASCII letters have a second case here: 'ſ' must not become an 'S'.
  const upper = text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  for (const piece of upper.split(';')) {
    const equals = piece.indexOf('=');
    const name = equals < 0 ? piece : piece.slice(0, equals);
    if (equals < 0 || !PARTS.includes(name) || parts.has(name)) throw new RecurrenceRefused(name || 'RRULE');
    parts.set(name, piece.slice(equals + 1));
  }
  return parts;
}

/** What RFC 5545, 3.3.10 says MUST NOT stand together. */
function refuseClashes(rule: Rule): void {
  const hasOrdinals = rule.weekdays.some(({ nth }) => nth !== 0);
  if (hasOrdinals && (rule.freq === 'DAILY' || rule.freq === 'WEEKLY')) throw new RecurrenceRefused('BYDAY');
  if (rule.monthDays.length && rule.freq === 'WEEKLY') throw new RecurrenceRefused('BYMONTHDAY');
  const lists = rule.weekdays.length + rule.monthDays.length + rule.months.length;
  if (rule.positions.length && !lists) throw new RecurrenceRefused('BYSETPOS');
}

function readList<T>(value: string | undefined, readItem: (item: string) => T): T[] {
  if (value === undefined) return [];
  const items = [...new Set(value.split(','))].map(readItem);
  return items.filter((item, i) => items.findIndex((other) => isSame(item, other)) === i);
}

function isSame<T>(one: T, other: T): boolean {
  if (typeof one !== 'object') return one === other;
  const [some, others] = [one as Weekday, other as Weekday];
  return some.weekday === others.weekday && some.nth === others.nth;
}

function readNumber(part: string, text: string, most: number): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) throw new RecurrenceRefused(part);
  return number;
}

function readSignedNumber(part: string, text: string, most: number): number {
  const sign = text.startsWith('-') ? -1 : 1;
  return sign * readNumber(part, text.replace(/^[+-]/, ''), most);
}

function readWeekday(part: 'BYDAY' | 'WKST', text: string): Weekday {
  const weekday = WEEKDAYS.indexOf(text.slice(-2));
  const ordinal = text.slice(0, -2);
  const mayHaveOrdinal = part === 'BYDAY' && /^(\+?0?[1-5]|-0?1)$/.test(ordinal);
  if (weekday < 0 || (ordinal !== '' && !mayHaveOrdinal)) throw new RecurrenceRefused(part);
  return { weekday, nth: Number(ordinal) };
}

function readUntil(text: string): Until {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)([0-5]\d)(Z?))?$/.exec(text);
  if (!match) throw new RecurrenceRefused('UNTIL');
  const [, year, month, day, hour = '23', minute = '59', second = '59', zulu] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}`;
  if (!isLocal(local)) throw new RecurrenceRefused('UNTIL');
  return { minute: local, second: Number(second), utc: zulu === 'Z' };
}
