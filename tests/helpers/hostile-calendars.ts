/** Calendar files made to cost as much as can be, each of nearly 1 MB; and honest ones of that size. */

const LARGEST = 999_000;

const wrap = (inside: string) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${inside}END:VCALENDAR\r\n`;

/** As often as fits. */
const fill = (words: string, bytes = LARGEST) => words.repeat(Math.floor(bytes / Buffer.byteLength(words)));

/** A thousand events (or so many), each with these lines, as long as they fit. */
function events(
  lines: (i: number) => string,
  count = 1_000,
  start = 'TZID=Europe/London:20270302T103000',
): string {
  const all: string[] = [];
  let bytes = 0;
  for (let i = 0; i < count; i += 1) {
    const event = `BEGIN:VEVENT\r\nUID:${i}\r\nDTSTART;${start}\r\nSUMMARY:Yoga ${i}\r\n${lines(i)}END:VEVENT\r\n`;
    bytes += Buffer.byteLength(event);
    if (bytes > LARGEST) break;
    all.push(event);
  }
  return wrap(all.join(''));
}

const day = (i: number) =>
  new Date(Date.UTC(2027, 2, 2 + (i % 390))).toISOString().slice(0, 10).replaceAll('-', '');
const anyDay = (i: number) =>
  new Date(Date.UTC(1900, 0, 1 + ((i * 7919) % 400_000))).toISOString().slice(0, 10).replaceAll('-', '');
const long = `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU,1MO,2MO,3MO,4MO,5MO;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13;BYSETPOS=1,2,3,-1,-2,-3,100,200,300,-100,-200,-300`;
const ZONES = [
  'Asia/Tokyo',
  'Africa/Cairo',
  'America/Lima',
  'Asia/Dubai',
  'Asia/Seoul',
  'America/Bogota',
  'Asia/Manila',
];

export const HOSTILE: Record<string, () => string> = {
  'deep nesting': () => wrap(fill('BEGIN:VEVENT\r\n')),
  'half a million lines of nothing': () => wrap(fill('\n')),
  'a quarter of a million short lines': () => wrap(fill('A:\n')),
  'short lines that are looked at': () => wrap(fill('UID:\n')),
  'one huge line': () => wrap(`SUMMARY:${fill('x')}\r\n`),
  'one huge folded line': () => wrap(`BEGIN:VEVENT\r\nSUMMARY:${fill('\r\n x')}\r\nEND:VEVENT\r\n`),
  'a hundred thousand properties in one event': () =>
    wrap(`BEGIN:VEVENT\r\n${fill('X-A:1\r\n')}END:VEVENT\r\n`),
  'fifty thousand exceptions in lines of their own': () =>
    wrap(`BEGIN:VEVENT\r\n${fill('EXDATE:20270302\r\n')}END:VEVENT\r\n`),
  'long heads': () => wrap(`BEGIN:VEVENT\r\n${fill(`DTSTART${';A-A-A-A'.repeat(60)}:1\r\n`)}END:VEVENT\r\n`),
  'quotes without end': () =>
    wrap(`BEGIN:VEVENT\r\n${fill(`DTSTART;TZID="${':'.repeat(480)}\r\n`)}END:VEVENT\r\n`),
  'forty thousand events that were over long ago': () =>
    wrap(fill('BEGIN:VEVENT\r\nDTSTART:20100101\r\nEND:VEVENT\r\n')),
  'twenty thousand events without a start': () => wrap(fill('BEGIN:VEVENT\r\nSUMMARY:a\r\nEND:VEVENT\r\n')),
  'a thousand rules that never end': () => events(() => 'RRULE:FREQ=DAILY\r\n'),
  'a thousand rules that never come true': () =>
    events(() => 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\r\n'),
  'a thousand rules that count since 1900': () =>
    events(
      () => 'RRULE:FREQ=YEARLY;COUNT=1000;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO\r\n',
      1_000,
      'TZID=Europe/London:19000101T103000',
    ),
  'a thousand rules that count since last year': () =>
    events(() => 'RRULE:FREQ=DAILY;INTERVAL=52;COUNT=1000\r\n', 1_000, 'TZID=Europe/London:20260901T103000'),
  'a thousand long rules': () => events(() => `RRULE:${long}\r\n`),
  'a thousand rules with ends far apart': () =>
    events((i) => `RRULE:FREQ=DAILY;UNTIL=${2028 + (i % 900)}0101T000000Z\r\n`),
  'a thousand rules with exceptions in another zone': () =>
    events(
      (i) =>
        `RRULE:FREQ=DAILY\r\nEXDATE;TZID=Asia/Tokyo:${Array.from({ length: 45 }, (_, k) => `${anyDay(i * 45 + k)}T103000`).join(',')}\r\n`,
    ),
  'fifty thousand further dates': () =>
    events(
      (i) =>
        `RDATE;TZID=Asia/Tokyo:${Array.from({ length: 900 }, (_, k) => `${day(i * 900 + k)}T${String(10 + (i % 10))}${String(k % 60).padStart(2, '0')}00`).join(',')}\r\n`,
    ),
  'a thousand ends in another zone, long ago': () =>
    events(
      () => 'DTEND;TZID=Asia/Tokyo:19510302T103000\r\nRRULE:FREQ=DAILY\r\n',
      1_000,
      'TZID=Europe/London:19510302T103000',
    ),
  'zone after zone': () =>
    events((i) => `DTEND;TZID=${ZONES[i % 7]}:20270303T103000\r\nRRULE:FREQ=DAILY\r\n`),
  'a thousand zones that nobody knows': () => events((i) => `DTEND;TZID=Mars/Base${i}:20270303T103000\r\n`),
  'marks upon marks': () => events(() => `LOCATION:e${'\u0301'.repeat(430)}\r\n`),
  'emoji and what turns the writing': () => events(() => `LOCATION:${'👩‍🚀\u202e'.repeat(60)}\r\n`),
  backslashes: () => events(() => `LOCATION:${'\\n'.repeat(450)}\r\n`),
  'no letters at all': () => `${wrap('')}${String.fromCharCode(0, 255, 1).repeat(200_000)}`,
};

export const HONEST: Record<string, () => string> = {
  'a thousand weekly groups': () =>
    events(
      (i) =>
        `RRULE:FREQ=WEEKLY\r\nLOCATION:The hall ${i}\r\nDTEND;TZID=Europe/London:20270302T113000\r\nDESCRIPTION:${'Tea and talk. '.repeat(50)}\r\n`,
    ),
  'a thousand single events': () =>
    events((i) => `LOCATION:The hall ${i}\r\nDESCRIPTION:${'Tea and talk. '.repeat(50)}\r\n`),
};
