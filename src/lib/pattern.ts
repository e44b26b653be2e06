import { MONTHS, numberInWords, ordinalInFigures, ordinalInWords, WEEKDAYS } from '#lib/day-names.ts';
import { namesInWords } from '#lib/words.ts';

/** What a rule says, or else what follows from its start; `months` in words. */
interface Said {
  freq: string;
  interval: number;
  weekdays: { weekday: number; nth: number }[];
  monthDays: number[];
  months: string[];
  positions: number[];
  start: { weekday: number; monthDay: number; month: string };
}

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * A rule as neighbours say it, with a capital: 'First Tuesday of the month', 'Every second Thursday'. One from
 * elsewhere that has no plain words is 'On certain days'. When it ends is not told.
 */
export function patternInWords(rrule: string, start: string): string {
  const said = read(rrule, start);
  const inMonths = said.months.length ? ` in ${namesInWords(said.months)}` : '';
  const pattern =
    said.freq === 'YEARLY' ? yearly(said) : said.freq === 'MONTHLY' ? monthly(said) : weeklyOrDaily(said);
  if (!pattern) return 'On certain days';
  return said.freq === 'YEARLY' ? pattern : pattern + inMonths;
}

function read(rrule: string, start: string): Said {
  const parts = new Map(
    rrule
      .toUpperCase()
      .split(';')
      .map((part) => part.split('=') as [string, string]),
  );
  const list = (part: string) => parts.get(part)?.split(',') ?? [];
  const date = new Date(`${start.slice(0, 10)}T00:00:00Z`);
  const weekdays = list('BYDAY').map((item) => ({
    weekday: CODES.indexOf(item.slice(-2)),
    nth: Number(item.slice(0, -2)),
  }));
  return {
    freq: parts.get('FREQ') ?? '',
    interval: Number(parts.get('INTERVAL') ?? 1),
    weekdays: weekdays.sort((a, b) => a.weekday - b.weekday),
    monthDays: list('BYMONTHDAY')
      .map(Number)
      .sort((a, b) => a - b),
    months: list('BYMONTH')
      .map(Number)
      .sort((a, b) => a - b)
      .map((month) => MONTHS[month - 1]!),
    positions: list('BYSETPOS').map(Number),
    start: {
      weekday: (date.getUTCDay() + 6) % 7,
      monthDay: date.getUTCDate(),
      month: MONTHS[date.getUTCMonth()]!,
    },
  };
}

function weeklyOrDaily({ freq, interval, weekdays, monthDays, positions, start }: Said): string {
  if (positions.length || monthDays.length) return '';
  if (freq === 'DAILY' && !weekdays.length)
    return interval === 1 ? 'Every day' : `Every ${nth(interval, 'day')}`;
  if (freq === 'DAILY' && interval > 1) return '';
  const names = (weekdays.length ? weekdays : [start]).map(({ weekday }) => WEEKDAYS[weekday]!);
  if (interval === 2 && names.length === 1) return `Every second ${names[0]}`;
  const days = namesInWords(names.map((name) => `${name}s`));
  return `Every ${interval === 1 ? 'week' : nth(interval, 'week')} on ${days}`;
}

function monthly(said: Said): string {
  const { interval, weekdays, monthDays, positions, start } = said;
  if (weekdays.length) {
    const days = ordinalWeekdays(said);
    const every = interval === 1 ? 'of the month' : ofEvery(interval);
    return days ? `${days[0]!.toUpperCase()}${days.slice(1)} ${every}` : '';
  }
  if (positions.length || monthDays.some((monthDay) => monthDay < -1)) return '';
  const days = monthDays.length ? monthDays : [start.monthDay];
  const dates = days.filter((day) => day > 0).map(ordinalInFigures);
  if (days.includes(-1)) dates.push('last day');
  return `On the ${namesInWords(dates)} ${interval === 1 ? 'of each month' : ofEvery(interval)}`;
}

function yearly(said: Said): string {
  const { interval, weekdays, monthDays, months, positions, start } = said;
  const every = interval === 1 ? 'Every year' : `Every ${nth(interval, 'year')}`;
  if (weekdays.length) {
    const days = months.length ? ordinalWeekdays(said) : '';
    return days && `${every} on the ${days} in ${namesInWords(months)}`;
  }
  const isOneDay = monthDays.length === months.length && monthDays.length < 2 && !(monthDays[0]! < 0);
  if (positions.length || !isOneDay) return '';
  return `${every} on ${monthDays[0] ?? start.monthDay} ${months[0] ?? start.month}`;
}

/** 'first and third Tuesday', 'first Tuesday and last Friday'; nothing where a weekday has no ordinal. */
function ordinalWeekdays({ weekdays, monthDays, positions }: Said): string {
  const [only] = weekdays;
  const isPlaced = positions.length === 1 && weekdays.length === 1 && only!.nth === 0;
  const days = isPlaced ? [{ ...only!, nth: positions[0]! }] : weekdays;
  const hasWords = days.every(({ nth }) => nth === -1 || (nth >= 1 && nth <= 5));
  if (!hasWords || monthDays.length || (positions.length && !isPlaced)) return '';
  const inOrder = [...days].sort((a, b) => (a.nth < 0 ? 9 : a.nth) - (b.nth < 0 ? 9 : b.nth));
  const isOneWeekday = days.every(({ weekday }) => weekday === only!.weekday);
  if (isOneWeekday)
    return `${namesInWords(inOrder.map(({ nth }) => ordinalInWords(nth)))} ${WEEKDAYS[only!.weekday]}`;
  return namesInWords(inOrder.map(({ nth, weekday }) => `${ordinalInWords(nth)} ${WEEKDAYS[weekday]}`));
}

/** 'second week', 'three weeks': what follows "every". */
function nth(interval: number, unit: string): string {
  return interval === 2 ? `second ${unit}` : `${numberInWords(interval)} ${unit}s`;
}

function ofEvery(interval: number): string {
  return interval === 2 ? 'of every second month' : `every ${nth(interval, 'month')}`;
}
