import { DAY, MINUTE } from '#server/clock.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { line, local } from './ical-text.ts';

interface Change {
  at: number;
  from: number;
  to: number;
}

/**
 * A VTIMEZONE (RFC 5545, 3.6.5) that is right from the instant `from` to the instant `to`: every change of the clocks is
 * written out, so that no client has to understand a rule.
 */
export function timeZone(zone: string, from: number, to: number): string[] {
  const first = from - 400 * DAY;
  const changes = changesOf(zone, first, to);
  const start: Change = { at: first, from: offsetAt(zone, first), to: offsetAt(zone, first) };
  return [
    'BEGIN:VTIMEZONE',
    line('TZID', zone),
    ...[start, ...changes].flatMap((change) => observance(change, [start, ...changes])),
    'END:VTIMEZONE',
  ];
}

function observance({ at, from, to }: Change, all: Change[]): string[] {
  const usual = Math.min(...all.map((change) => change.to));
  const kind = to > usual ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${kind}`,
    // The clocks read the old time when they change.
    line('DTSTART', local(new Date((at + from) * 1000).toISOString().slice(0, 16))),
    line('TZOFFSETFROM', offset(from)),
    line('TZOFFSETTO', offset(to)),
    `END:${kind}`,
  ];
}

function changesOf(zone: string, from: number, to: number): Change[] {
  const changes: Change[] = [];
  for (let day = from; day < to; day += DAY) {
    const [before, after] = [offsetAt(zone, day), offsetAt(zone, day + DAY)];
    if (before !== after)
      changes.push({ at: firstWith(zone, after, day, day + DAY), from: before, to: after });
  }
  return changes;
}

/** The first instant of a day with the new offset, by halving. */
function firstWith(zone: string, wanted: number, before: number, after: number): number {
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === wanted) high = middle;
    else low = middle;
  }
  return high;
}

/** Seconds east of Greenwich, in whole minutes. */
function offsetAt(zone: string, instant: number): number {
  const minute = Math.floor(instant / MINUTE) * MINUTE;
  return instantOf(localOf(minute, zone), 'UTC') - minute;
}

function offset(seconds: number): string {
  const minutes = Math.abs(seconds) / 60;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${seconds < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(rest).padStart(2, '0')}`;
}
