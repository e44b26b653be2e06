import { dayInWords } from '#lib/dates.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { addressOf } from './hub-calendar.ts';
import { titleIn, whereIn, wordsIn } from './words.ts';

/** What is on in a hub as an Atom feed (RFC 4287): an entry a date, its time of change the real one. */
export function atom(hub: Hub, dates: Meetup[], origin: string, changedAt: number, now: number): string {
  const home = `${origin}/${hub.slug}`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `<id>${xml(home)}</id>`,
    `<title>${xml(hub.name)}</title>`,
    `<subtitle>${xml(`What is on in ${hub.place}`)}</subtitle>`,
    `<updated>${instant(changedAt)}</updated>`,
    `<author><name>${xml(hub.name)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${xml(`${home}/feed.atom`)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(home)}"/>`,
    ...dates.map((date) => entry(date, origin, now)),
    '</feed>',
    '',
  ].join('\n');
}

function entry(meetup: Meetup, origin: string, now: number): string {
  const address = addressOf(origin, meetup);
  const title = `${dayInWords(meetup.startsLocal)}: ${titleIn(meetup)}`;
  const words = `${whereIn(meetup)}\n${wordsIn(meetup, { address }, now)}`;
  return [
    '<entry>',
    `<id>${xml(address)}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${instant(meetup.changedAt)}</updated>`,
    `<published>${instant(meetup.plannedAt)}</published>`,
    `<link rel="alternate" type="text/html" href="${xml(address)}"/>`,
    `<summary type="text">${xml(words)}</summary>`,
    '</entry>',
  ].join('\n');
}

function instant(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML 1.0: escaped, without the characters it may not hold at all. */
export function xml(text: string): string {
  return text
    .replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]|\p{Cs}/gu, '')
    .replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');
}
