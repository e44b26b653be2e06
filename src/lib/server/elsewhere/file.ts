import type { Stretch } from '#server/turns.ts';
import { eventOf, isLongOver, type Event } from './event.ts';
import { linesOf, type Line } from './lines.ts';
import type { Circumstances } from './points.ts';
import { EventRefused, FileRefused, type Refusal } from './refusals.ts';
import { words } from './words.ts';
import { createZones } from './zones.ts';

/** What a calendar file holds. */
export interface CalendarFile {
  /** What it calls itself, or ''. */
  name: string;
  events: Event[];
  refused: Refusal[];
  /** How many more events there are that were not looked at. */
  left: number;
}

const MOST_EVENTS = 1_000;
const MOST_REFUSED = 200;
/** An event with 1,000 exceptions, a line each, has fewer. */
const MOST_LINES_OF_ONE = 2_000;
/** 500 years in all, as of a hundred courses that began five years ago. */
const MOST_MONTHS = 6_000;
/** Of all rules together: forty each. */
const MOST_RULE_LETTERS = 40_000;
/** Further dates and exceptions of all events together. */
const MOST_POINTS = 10_000;
const DEEPEST = 4;
/** A look at the clock costs about as much as a short line. */
const LINES_A_LOOK = 32;

/**
 * Reads a calendar file (RFC 5545) in the time of its length, with pauses for others. Times without a zone are in
 * `zone`; what was over before the day `since` is left out without a word. Each event that is not understood is refused
 * by name, and with it all of its UID: a rule without its exceptions would show dates that are not on. `bytes` is used
 * up. Throws FileRefused for what is no whole calendar.
 */
export async function read(
  bytes: Uint8Array,
  { zone, since, stretch }: { zone: string; since: string; stretch: Stretch },
): Promise<CalendarFile> {
  const book = createBook(zone, since);
  const path: string[] = [];
  let calendars = 0;
  let lines = 0;
  for (const line of linesOf(bytes)) {
    lines += 1;
    if (lines % LINES_A_LOOK === 0 && stretch.isLong()) await stretch.pause();
    if (!line) continue;
    if (path.length === 0 && !(line.name === 'BEGIN' && isNamed(line, 'VCALENDAR'))) {
      throw new FileRefused('not-a-calendar');
    }
    if (line.name === 'BEGIN') {
      path.push(nameOf(line));
      if (path.length > DEEPEST) throw new FileRefused('too-deep');
    } else if (line.name === 'END') {
      if (path.pop() !== nameOf(line)) throw new FileRefused('cut-short');
      if (path.length === 0) calendars += 1;
      else if (path.length === 1) book.close(nameOf(line));
      if (stretch.isLong()) await stretch.pause();
    } else {
      book.note(path, line);
    }
  }
  if (path.length > 0) throw new FileRefused('cut-short');
  if (calendars === 0) throw new FileRefused('not-a-calendar');
  return book.done();
}

/** Gathers what stands between BEGIN and END, one component at a time. */
function createBook(hubZone: string, since: string) {
  const about: Circumstances = {
    zones: createZones(),
    zone: hubZone,
    since,
    monthsLeft: MOST_MONTHS,
    pointsLeft: MOST_POINTS,
    ruleLettersLeft: MOST_RULE_LETTERS,
  };
  let name = '';
  let lines: Line[] = [];
  let left = 0;
  const events: Event[] = [];
  const refused: Refusal[] = [];
  const refusedUids = new Set<string>();

  function note(path: string[], line: Line): void {
    const isWanted = path.length === 2 && (path[1] === 'VEVENT' || path[1] === 'VTIMEZONE');
    if (isWanted && lines.length <= MOST_LINES_OF_ONE) lines.push(line);
    if (path.length !== 1) return;
    if (line.name === 'X-WR-CALNAME' || line.name === 'NAME') name ||= words(line.value, 80);
    if (line.name === 'X-WR-TIMEZONE') about.zone = about.zones.find(line.value.trim()) ?? hubZone;
  }

  function close(component: string): void {
    const own = lines;
    lines = [];
    if (component === 'VTIMEZONE') learnZone(own);
    else if (component === 'VEVENT' && !isLongOver(own, since)) keep(own);
  }

  function learnZone(own: Line[]): void {
    const value = (wanted: string) => own.find((line) => line.name === wanted)?.value.trim() ?? '';
    about.zones.learn(value('TZID'), value('X-LIC-LOCATION'));
  }

  function keep(own: Line[]): void {
    if (events.length >= MOST_EVENTS || refused.length >= MOST_REFUSED) {
      left += 1;
      refusedUids.add(uidOf(own));
      return;
    }
    try {
      if (own.length > MOST_LINES_OF_ONE) throw new EventRefused('VEVENT', 'too long');
      events.push(eventOf(own, about));
    } catch (problem) {
      if (!(problem instanceof EventRefused)) throw problem;
      const title = own.find(({ name }) => name === 'SUMMARY')?.value ?? '';
      refusedUids.add(uidOf(own));
      // What is private stays so, its title too.
      refused.push({
        title: problem.part === 'CLASS' ? '' : words(title, 80),
        part: problem.part,
        value: problem.value,
      });
    }
  }

  return {
    note,
    close,
    done: () => ({
      name,
      refused,
      left,
      events: events.filter(({ uid }) => uid === '' || !refusedUids.has(uid)),
    }),
  };
}

function uidOf(lines: Line[]): string {
  return lines.find(({ name }) => name === 'UID')?.value.trim() ?? '';
}

function nameOf({ value }: Line): string {
  return value.trim().slice(0, 20).toUpperCase();
}

function isNamed(line: Line, name: string): boolean {
  return nameOf(line) === name;
}
