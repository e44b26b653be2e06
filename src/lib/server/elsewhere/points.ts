import { dayOf, digits } from '#server/civil-days.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import type { Line } from './lines.ts';
import { EventRefused } from './refusals.ts';
import { moment } from './values.ts';
import type { Zones } from './zones.ts';

/** A moment in its own zone; without a zone it is a whole day, 'YYYY-MM-DD'. */
export interface Point {
  local: string;
  zone: string | null;
}

/** What the events of one file are read with. */
export interface Circumstances {
  zones: Zones;
  /** For times that name none. */
  zone: string;
  /** A day, 'YYYY-MM-DD'; what was over before is of no interest. */
  since: string;
  /** Through how many more months rules may count. */
  monthsLeft: number;
  /** How many more letters of rules are read. */
  ruleLettersLeft: number;
  /** How many more further dates and exceptions there may be. */
  pointsLeft: number;
}

const MOST_DATES = 1_000;

/** The one moment of a property. Throws EventRefused. */
export function pointOf(line: Line | undefined, name: string, about: Circumstances): Point {
  if (!line || line.cut) throw new EventRefused(name);
  return read(line, line.value, about);
}

/** All moments of a property that may come often and hold lists, 1,000 at most. Throws EventRefused. */
export function allPointsOf(lines: Line[], name: string, about: Circumstances): Point[] {
  const points: Point[] = [];
  for (const line of lines) {
    if (line.name !== name) continue;
    if (line.cut) throw new EventRefused(name, 'too many');
    const list = line.value.split(',');
    about.pointsLeft -= list.length;
    if (points.length + list.length > MOST_DATES || about.pointsLeft < 0)
      throw new EventRefused(name, 'too many');
    for (const value of list) points.push(read(line, value, about));
  }
  return points;
}

/** The wall-clock time of a moment in a zone; a day stays as it is. */
export function toLocal({ local, zone }: Point, wanted: string): string {
  return zone === null || zone === wanted ? local : localOf(instantOf(local, zone), wanted);
}

/** Minutes on the clock from 1 January 1970. */
export function minutesOf(local: string): number {
  return dayOf(local) * 1440 + digits(local, 11, 2) * 60 + digits(local, 14, 2);
}

/** The months from one day to another, begun ones too. */
export function monthsBetween(from: string, to: string): number {
  return (digits(to, 0, 4) - digits(from, 0, 4)) * 12 + digits(to, 5, 2) - digits(from, 5, 2);
}

function read(line: Line, value: string, { zones, zone }: Circumstances): Point {
  const found = moment(value);
  if (!found) throw new EventRefused(line.name, value);
  if (found.local.length === 10) return { local: found.local, zone: null };
  if (found.isUtc) return { local: found.local, zone: 'UTC' };
  const tzid = line.params.TZID;
  const own = tzid === undefined ? zone : zones.find(tzid);
  if (own === null) throw new EventRefused('TZID', tzid);
  return { local: found.local, zone: own };
}
