import * as v from 'valibot';
import { line, maybeLine, maybeTelephone, once, tick } from '../../../fields.ts';

const TIME = 'Enter a time like 09:30, or leave it empty';
const NOTICE = 'Enter the hours, from 0 to 336';
const DAYS = 'Choose the days it runs';

const words = v.pipe(
  maybeLine(200),
  v.transform((text) => text ?? ''),
);

const maybeTime = v.pipe(
  v.optional(v.string(TIME), ''),
  v.check((text) => text === '' || /^([01]\d|2[0-3]):[0-5]\d$/.test(text), TIME),
  v.transform((text) => text || null),
);

/** One box ticked comes as a word, several as a list, none not at all. */
const list = v.pipe(
  v.optional(v.union([v.string(), v.array(v.string())]), []),
  v.transform((some) => [some].flat().filter(Boolean)),
);

export const BUS = v.object({
  kind: v.picklist(['bus', 'on-request'], 'Choose which kind of bus it is'),
  name: line('Enter what it is called, like “Bus 95”', 80),
  telephone: maybeTelephone,
  days: v.pipe(
    list,
    v.check((days) => days.length > 0 && days.every((day) => /^[0-6]$/.test(day)), DAYS),
    v.transform((days) => [...new Set(days.map(Number))]),
  ),
  first: maybeTime,
  last: maybeTime,
  noticeHours: v.pipe(
    v.optional(v.string(NOTICE), '0'),
    v.check((text) => text === '' || (/^\d{1,3}$/.test(text) && Number(text) <= 336), NOTICE),
    v.transform(Number),
  ),
  who: words,
  goes: line('Enter where it goes, like “to Whitby and back”', 200),
  stops: words,
  points: list,
  toTheDoor: tick,
  once,
});
