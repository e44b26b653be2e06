import type { Meetup } from '#server/meetups/meetups.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import { localOf } from '#server/wall-clock.ts';
import { line, local, text, utc } from './ical-text.ts';
import { timeZone } from './time-zones.ts';
import { titleIn, whereIn, wordsIn } from './words.ts';

/** One entry of a calendar; `address` is its page. */
export interface Entry {
  meetup: Meetup;
  address: string;
  /** What the one person a personal feed belongs to said, such as "You said maybe". */
  note?: string;
  /** An alarm two hours before; personal feeds only. */
  alarm?: boolean;
}

/**
 * A calendar as RFC 5545 and 7986 have it, one event a date: poor clients get rules with exceptions wrong. Never an
 * ATTENDEE, and of a home no more than the street that anybody may know. `others` are events made elsewhere.
 */
export function calendar(name: string, entries: Entry[], now: number, others: string[][] = []): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Natter//Natter 1//EN',
    'METHOD:PUBLISH',
    line('NAME', text(name)),
    line('X-WR-CALNAME', text(name)),
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
    ...zonesOf(entries),
    ...entries.flatMap((entry) => event(entry, now)),
    ...others.flat(),
    'END:VCALENDAR',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function zonesOf(entries: Entry[]): string[] {
  const zones = new Set(entries.map(({ meetup }) => meetup.zone));
  return [...zones].flatMap((zone) => {
    const own = entries.filter(({ meetup }) => meetup.zone === zone).map(({ meetup }) => meetup);
    const from = Math.min(...own.map(({ startsAt }) => startsAt));
    return timeZone(zone, from, Math.max(...own.map(({ endsAt }) => endsAt)));
  });
}

function event({ meetup, address, note, alarm }: Entry, now: number): string[] {
  const { changedAt, sequence, venue } = meetup;
  const point = venue.kind === 'public' ? venue.point : null;
  return [
    'BEGIN:VEVENT',
    line('UID', `${meetup.id}@natter`),
    line('DTSTAMP', utc(changedAt)),
    line('LAST-MODIFIED', utc(changedAt)),
    line('SEQUENCE', String(sequence)),
    ...time('DTSTART', meetup.startsAt, meetup),
    ...time('DTEND', meetup.endsAt, meetup),
    line('SUMMARY', text(titleIn(meetup))),
    line('DESCRIPTION', text(wordsIn(meetup, { address, note }, now))),
    line('LOCATION', text(whereIn(meetup))),
    ...(point ? [line('GEO', `${point.latitude};${point.longitude}`)] : []),
    line('URL', address),
    line('STATUS', statusOf(meetup, now)),
    'CATEGORIES:Meet-up',
    ...(meetup.hosts.length > 0 ? [line('CONTACT', text(contactOf(meetup)))] : []),
    ...(alarm && meetup.cancelledAt === null ? ALARM : []),
    'END:VEVENT',
  ];
}

/** By how much clocks are changed, either way. */
const SHIFTS = [-7200, -3600, -1800, 1800, 3600, 7200];

const ALARM = [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  'DESCRIPTION:Soon: your meet-up',
  'TRIGGER:-PT2H',
  'END:VALARM',
];

/** As the clocks show it; but the hour that comes twice, which readers take for one or the other, in UTC. */
function time(name: string, instant: number, { zone }: Meetup): string[] {
  const shown = localOf(instant, zone);
  const comesTwice = SHIFTS.some((shift) => localOf(instant + shift, zone) === shown);
  return [comesTwice ? line(name, utc(instant)) : line(`${name};TZID=${zone}`, local(shown))];
}

/** Uncertain is never shown as fine. */
function statusOf(meetup: Meetup, now: number): string {
  if (meetup.cancelledAt !== null) return 'CANCELLED';
  return stillOn.standing(meetup, now) === 'check-first' ? 'TENTATIVE' : 'CONFIRMED';
}

function contactOf({ hosts }: Meetup): string {
  return `Hosts: ${hosts.map(({ firstName }) => firstName).join(', ')}`;
}
