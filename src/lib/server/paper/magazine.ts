import { dayInWords, timeInWords } from '#lib/dates.ts';
import { MONTHS } from '#lib/day-names.ts';
import { namesInWords } from '#lib/words.ts';
import { DAY } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import { monthAfter } from '#server/hubs/magazines.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import { instantOf } from '#server/wall-clock.ts';

/** What a text for a magazine is made of. Anybody may know it: of a home the street alone. */
export interface Month {
  hubName: string;
  /** 'April', with its year. */
  month: string;
  entries: Entry[];
  toRing: { firstName: string; telephone: string } | null;
  toType: string;
}

/** One meet-up at one time of day and on one weekday, or one that is not on. */
export interface Entry {
  title: string;
  /** 'Tuesday 6 and 20 April'. */
  days: string;
  time: string;
  where: string;
  more: string;
  cancelled: boolean;
}

/** Names are cut where somebody wrote a whole sentence: a text of 60 words has no room for it. */
const LONGEST_NAME = 8;
const LONGEST_PLACE = 8;
const LONGEST_MORE = 18;
const MOST = 400;

/** What is on in a month 'YYYY-MM', for its magazine. */
export async function monthOf(
  db: Reader,
  hub: Hub,
  month: string,
  origin: string,
  now: number,
): Promise<Month> {
  const from = instantOf(`${month}-01T00:00`, hub.zone);
  const to = instantOf(`${monthAfter(month)}-01T00:00`, hub.zone);
  const dates = await meetups.upcoming(db, hub.slug, now, {
    from: Math.max(from, now - DAY),
    to,
    limit: MOST,
  });
  const [ring] = await stillOn.whomToRing(db, { hosts: [], hub: hub.slug });
  return {
    hubName: hub.name,
    month: `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`,
    entries: entriesOf(dates.filter(({ endsAt }) => endsAt > now)),
    toRing: ring ?? null,
    toType: `${origin}/${hub.slug}`.replace(/^https?:\/\//, ''),
  };
}

/** How many words an editor would count. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

/** A text of at most so many words (30 or more), as full as it can be; says so when something had to be left out. */
export function textOf(month: Month, most: number): string {
  let best: Choice = { said: month.entries.map(() => 0), ring: false, welcome: false };
  for (const better of improvements(month)) {
    const tried = better(best);
    if (countWords(write(month, tried)) <= most) best = tried;
  }
  return write(month, best);
}

/** How much is said of each entry: nothing, what and when, where too, or all. */
interface Choice {
  said: number[];
  ring: boolean;
  welcome: boolean;
}

/** What to add while there is room, what matters most first: who would come for nothing reads it before all else. */
function improvements({ entries, toRing }: Month): ((choice: Choice) => Choice)[] {
  const order = [...entries.keys()].sort(
    (a, b) => Number(entries[b]!.cancelled) - Number(entries[a]!.cancelled),
  );
  const say = (level: number) =>
    order.map((i) => (choice: Choice) => ({
      ...choice,
      // Where the words before did not fit, these do not come either.
      said: choice.said.map((said, j) => (j === i && said === level - 1 ? level : said)),
    }));
  return [
    ...say(1),
    (choice) => ({ ...choice, ring: toRing !== null }),
    ...say(2),
    (choice) => ({ ...choice, welcome: true }),
    ...say(3),
  ];
}

function write({ hubName, month, entries, toRing, toType }: Month, { said, ring, welcome }: Choice): string {
  const left = said.filter((level) => level === 0).length;
  return [
    `${cut(hubName, LONGEST_NAME)} in ${month}`,
    ...entries.map((entry, i) => sentence(entry, said[i]!)),
    entries.length === 0 && 'Nothing is planned yet.',
    left > 0 && left < entries.length && `And ${left} more.`,
    welcome && entries.length > 0 && 'Everybody is welcome.',
    ring && toRing ? `Ring ${toRing.firstName}, ${toRing.telephone}, or see ${toType}` : `See ${toType}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function sentence({ title, days, time, where, more, cancelled }: Entry, level: number): string {
  if (level === 0) return '';
  if (cancelled) return `NOT on ${days}: ${cut(title, LONGEST_NAME)}.`;
  const place = level > 1 ? `, ${cut(where, LONGEST_PLACE)}` : '';
  const rest = level > 2 && more ? ` ${cut(more, LONGEST_MORE)}` : '';
  return `${cut(title, LONGEST_NAME)}: ${days}, ${time}${place}.${rest}`;
}

/** The first so many words; where something was cut off, "…" says so. */
function cut(text: string, most: number): string {
  const words = text.split(/\s+/).filter(Boolean);
  return words.length <= most ? words.join(' ') : `${words.slice(0, most).join(' ')}…`;
}

/** Dates of one meet-up at the same time, place and weekday make one entry, in the order of their first. */
function entriesOf(dates: Meetup[]): Entry[] {
  const groups = new Map<string, Meetup[]>();
  for (const date of dates) {
    const { seriesId, title, venueId, startsLocal, cancelledAt } = date;
    const day = dayInWords(startsLocal).split(' ')[0];
    const key = JSON.stringify([seriesId, title, venueId, startsLocal.slice(11), day, cancelledAt !== null]);
    groups.set(key, [...(groups.get(key) ?? []), date]);
  }
  return [...groups.values()].map(entryOf);
}

function entryOf(dates: Meetup[]): Entry {
  const [first] = dates as [Meetup];
  const { title, startsLocal, venue, words, bring, cost, cancelledAt } = first;
  const [weekday, , month] = dayInWords(startsLocal).split(' ');
  const numbers = dates.map((date) => String(Number(date.startsLocal.slice(8, 10))));
  const isHome = venue.kind === 'home';
  // What is printed cannot be taken back: of a home not even what its host has written.
  const more = isHome ? [] : [words.split('\n')[0], bring && `Bring: ${bring}`, cost && `Cost: ${cost}`];
  return {
    title,
    days: `${weekday} ${namesInWords(numbers)} ${month}`,
    time: timeInWords(startsLocal),
    where: isHome ? `a house in ${venue.area}` : venue.name,
    more: more
      .filter((one) => one !== undefined && one !== '')
      .map((one) => asSentence(one!))
      .join(' '),
    cancelled: cancelledAt !== null,
  };
}

function asSentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
