import { timeInWords } from '#lib/dates.ts';
import { WEEKDAYS } from '#lib/day-names.ts';
import { namesInWords } from '#lib/words.ts';

/** A bus as a page shows it. Times are 'HH:MM', days count from Monday, which is 0. */
export interface ShownBus {
  id: string;
  kind: 'bus' | 'on-request';
  name: string;
  telephone: string | null;
  days: number[];
  first: string | null;
  last: string | null;
  noticeHours: number;
  who: string;
  goes: string;
  stops: string;
  /** The names of the hub's own places where it stops. */
  at: string[];
  toTheDoor: boolean;
  /** The day it was last looked at, 'YYYY-MM-DD', and whether that is long ago. */
  checked: string;
  isOld: boolean;
}

/** One way by a bus of a timetable. Times are 'YYYY-MM-DDTHH:MM' on the hub's clock. */
export interface ShownRide {
  leg: 'out' | 'back';
  line: string;
  towards: string;
  company: string;
  telephone: string | null;
  onRequest: boolean;
  leaves: string;
  arrives: string | null;
  about: boolean;
  /** Minutes from one to the next, where it keeps to no times. */
  every: number | null;
  /** Minutes on foot; null where there is nothing to walk, or nobody knows. */
  getOn: { name: string; walk: number | null };
  getOff: { name: string; walk: number | null };
  ring: boolean;
  ringBy: string | null;
  message: string;
  /** The day its timetable was brought. */
  brought: string;
}

/** The buses to be said before anybody is asked for a lift; `day` is null where none is known yet. */
export interface BusesFirst {
  day: string | null;
  /** False where no bus is known at all, and nobody asked. */
  says: boolean;
  /** Which ways are wanted. */
  wants: { there: boolean; back: boolean };
  /** By a timetable. */
  there: ShownRide[];
  back: ShownRide[];
  /** Timetables that end before the day, 'YYYY-MM-DD'. */
  tooOld: { name: string; ends: string }[];
  /** By what was typed in. */
  fitting: { bus: ShownBus; there: boolean; back: boolean }[];
  others: ShownBus[];
}

export const KIND_WORDS = { bus: 'A bus', 'on-request': 'A bus that you ring for' } as const;

/** "Every day", "Monday to Friday", "Tuesday and Friday". */
export function daysInWords(days: number[]): string {
  const inOrder = [...days].sort((a, b) => a - b);
  const [first = 0, last = first] = [inOrder[0], inOrder.at(-1)];
  if (inOrder.length === 7) return 'Every day';
  if (inOrder.length > 2 && last - first === inOrder.length - 1)
    return `${WEEKDAYS[first]} to ${WEEKDAYS[last]}`;
  return namesInWords(inOrder.map((day) => WEEKDAYS[day]!));
}

/** "from 9 in the morning to 5.30 in the afternoon"; '' where nothing is known. */
export function hoursInWords(first: string | null, last: string | null): string {
  const at = (time: string) => timeInWords(`2000-01-01T${time}`);
  if (first !== null && last !== null) return `from ${at(first)} to ${at(last)}`;
  if (first !== null) return `from ${at(first)}`;
  return last === null ? '' : `until ${at(last)}`;
}

/** "Ring at least 2 hours before."; '' where nobody has to. */
export function noticeInWords(hours: number): string {
  if (hours === 0) return '';
  if (hours === 1) return 'Ring at least an hour before.';
  if (hours < 24 || hours % 24 > 0) return `Ring at least ${hours} hours before.`;
  return hours === 24 ? 'Ring at least a day before.' : `Ring at least ${hours / 24} days before.`;
}

/** Where people get on: "at the Chapel and the Shop. By the pump. It comes to the door." */
export function stopsInWords({ at, stops, toTheDoor }: Pick<ShownBus, 'at' | 'stops' | 'toTheDoor'>): string {
  const sentence = (words: string) => (words === '' || /[.!?]$/.test(words) ? words : `${words}.`);
  return [
    at.length > 0 ? `It stops at: ${namesInWords(at)}.` : '',
    sentence(stops),
    toTheDoor ? 'It comes to the door.' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Which ways it may take somebody. */
export function waysInWords({ there, back }: { there: boolean; back: boolean }): string {
  if (there && back) return 'It may take you there and back';
  return there ? 'It may take you there, but not back' : 'It may take you back, but not there';
}

/** "Bus 95 to Whitby"; "Moor Rider" has a name of its own. */
export function lineInWords({
  line,
  towards,
  company,
}: Pick<ShownRide, 'line' | 'towards' | 'company'>): string {
  const name = line === '' ? company : /^\w{1,4}$/.test(line) ? `Bus ${line}` : line;
  return towards === '' || name.includes(towards) ? name : `${name} to ${towards}`;
}

/** "It leaves Chapel Gate at 9.40 in the morning, 2 minutes from there on foot." */
export function leavesInWords({ getOn, leaves, about, every, leg }: ShownRide): string {
  const walk = walkInWords(getOn.walk, leg === 'out' ? 'on foot from where you set out' : 'on foot');
  const often = every === null ? '' : ` It goes about every ${every} minutes.`;
  return `It leaves ${getOn.name} ${about ? 'about' : 'at'} ${timeInWords(leaves)}${walk}.${often}`;
}

export function arrivesInWords({ getOff, arrives, about }: ShownRide): string {
  if (arrives === null) return '';
  return `It is at ${getOff.name} ${about ? 'about' : 'at'} ${timeInWords(arrives)}${walkInWords(getOff.walk, 'on foot')}.`;
}

function walkInWords(minutes: number | null, how: string): string {
  if (minutes === null) return '';
  return minutes === 1 ? `, a minute ${how}` : `, ${minutes} minutes ${how}`;
}
