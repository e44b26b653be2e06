import { allPointsOf, pointOf, type Circumstances, type Point } from './points.ts';
import { lengthOf, type Length } from './lengths.ts';
import type { Rule } from '#server/meetups/rule.ts';
import type { Line } from './lines.ts';
import { EventRefused } from './refusals.ts';
import { ruleAhead } from './rules.ts';
import { link } from './values.ts';
import { words } from './words.ts';

/** One VEVENT, read and checked: one date, or dates by a rule. */
export interface Event {
  uid: string;
  /** The date of a rule that this one stands in for. */
  insteadOf: Point | null;
  sequence: number;
  title: string;
  place: string;
  link: string | null;
  status: Status;
  start: Point;
  length: Length;
  rrule: Rule | null;
  exdates: Point[];
  rdates: Point[];
}

/** 'unsure': they say themselves that it is not certain yet. */
export type Status = 'on' | 'unsure' | 'off';

const ONCE = new Set(['UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RECURRENCE-ID']);
const TITLE = 120;
const PLACE = 160;

/**
 * What a file says of one event. Refused are, among others, what is not public, and exceptions by a rule (EXRULE, RANGE),
 * whose dates would be shown as on. Throws EventRefused.
 */
export function eventOf(lines: Line[], about: Circumstances): Event {
  const firsts = firstOfEach(lines);
  const one = (name: string) => firsts.get(name);
  if ((one('CLASS')?.value.trim().toUpperCase() ?? 'PUBLIC') !== 'PUBLIC') throw new EventRefused('CLASS');
  if (one('EXRULE')) throw new EventRefused('EXRULE');
  const again = one('RECURRENCE-ID');
  if (again?.params.RANGE) throw new EventRefused('RECURRENCE-ID', 'RANGE');
  const start = pointOf(one('DTSTART'), 'DTSTART', about);
  const status = statusOf(one('STATUS'));
  return {
    uid: one('UID')?.value.trim() ?? '',
    insteadOf: again ? pointOf(again, 'RECURRENCE-ID', about) : null,
    sequence: Number(/^\d{1,9}$/.exec(one('SEQUENCE')?.value.trim() ?? '')?.[0] ?? 0),
    title: titleOf(one('SUMMARY'), status),
    place: words(one('LOCATION')?.value ?? '', PLACE),
    link: link(one('URL')?.value.trim() ?? ''),
    status,
    start,
    length: lengthOf(start, one('DTEND'), one('DURATION'), about),
    rrule: ruleAhead(one('RRULE'), start, about),
    exdates: allPointsOf(lines, 'EXDATE', about),
    rdates: allPointsOf(lines, 'RDATE', about),
  };
}

/** The first line of each name. Throws EventRefused where one that may stand there once stands there twice. */
function firstOfEach(lines: Line[]): Map<string, Line> {
  const firsts = new Map<string, Line>();
  for (const line of lines) {
    if (!firsts.has(line.name)) firsts.set(line.name, line);
    else if (ONCE.has(line.name)) throw new EventRefused(line.name, 'twice');
  }
  return firsts;
}

/**
 * True for what was over before `since` and does not come again, found without reading more of it than figures: a
 * calendar may hold ten years.
 */
export function isLongOver(lines: Line[], since: string): boolean {
  const bound = since.replaceAll('-', '');
  const isPast = (value: string) => value.slice(0, 8) < bound && /^\d{8}/.test(value);
  let rule: string | null = null;
  let isOver = false;
  for (const { name, value } of lines) {
    if (name === 'RDATE' || name === 'DURATION') return false;
    if (name === 'RRULE') rule ??= value;
    if (name !== 'DTSTART' && name !== 'DTEND' && name !== 'RECURRENCE-ID') continue;
    if (!isPast(value)) return false;
    isOver = true;
  }
  if (rule === null) return isOver;
  return isOver && isPast(/(?:^|;)UNTIL=(\d{8})/i.exec(rule)?.[1] ?? '');
}

function statusOf(line: Line | undefined): Status {
  const status = line?.value.trim().toUpperCase();
  if (status === 'CANCELLED') return 'off';
  else if (status === 'TENTATIVE') return 'unsure';
  else return 'on';
}

function titleOf(line: Line | undefined, status: Status): string {
  const title = words(line?.value ?? '', TITLE);
  const plain = status === 'off' ? title.replace(/^cancell?ed\s*[:–-]\s*/i, '') : title;
  if (plain === '') throw new EventRefused('SUMMARY');
  return plain;
}
