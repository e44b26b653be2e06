import { DAY } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import { createMemory } from '#server/meetups/memory.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { hash } from '#server/secrets.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { atom } from './atom.ts';
import { calendar } from './calendar.ts';

const BACK = 30 * DAY;
const AHEAD = 366 * DAY;
const MOST = 1_000;
const MOST_ENTRIES = 60;

/** What a program asks for again and again; `tag` changes when the text does. */
export interface Feed {
  tag: string;
  /** Unix seconds; null where only the tag can tell, because something may have gone from it. */
  changedAt: number | null;
  body(): Promise<string>;
}

const memory = createMemory<string>(50);

/**
 * The calendar of a hub, from 30 days back to a year ahead, as anybody may read it. Whether it changed is known from
 * one query, without putting it together.
 */
export function ofHub(db: Reader, hub: Hub, origin: string, now: number): Promise<Feed> {
  return feedOf(db, { hub, origin, kind: 'calendar' }, now, (dates) => {
    const entries = dates.map((meetup) => ({ meetup, address: addressOf(origin, meetup) }));
    return calendar(hub.name, entries, now);
  });
}

/** The same as an Atom feed, of what is still to come. */
export function atomOfHub(db: Reader, hub: Hub, origin: string, now: number): Promise<Feed> {
  return feedOf(db, { hub, origin, kind: 'atom' }, now, (dates, changedAt) => {
    const ahead = dates.filter(({ endsAt }) => endsAt > now).slice(0, MOST_ENTRIES);
    return atom(hub, ahead, origin, changedAt, now);
  });
}

async function feedOf(
  db: Reader,
  { hub, origin, kind }: { hub: Hub; origin: string; kind: string },
  now: number,
  write: (dates: Meetup[], changedAt: number) => string,
): Promise<Feed> {
  const today = instantOf(`${localOf(now, hub.zone).slice(0, 10)}T00:00`, hub.zone);
  const { state, changedAt } = await stateOf(db, hub, today);
  const tag = hash([kind, state, hub.name, origin, today].join(' ')).slice(0, 22);
  return {
    tag,
    // With each day the window moves on.
    changedAt: Math.max(changedAt, today),
    async body() {
      const known = memory.find(tag);
      if (known) return known;
      const dates = await datesOf(db, hub.slug, today, now);
      return memory.keep(tag, write(dates, Math.max(changedAt, today)));
    },
  };
}

/** The calendar of one date. */
export function ofMeetup(meetup: Meetup, origin: string, now: number): Feed {
  const body = calendar(meetup.title, [{ meetup, address: addressOf(origin, meetup) }], now);
  return { tag: hash(body).slice(0, 22), changedAt: meetup.changedAt, body: () => Promise.resolve(body) };
}

/** The dates a feed shows: those of series that are listed, cancelled ones too. */
export function datesOf(db: Reader, hub: string, today: number, now: number): Promise<Meetup[]> {
  return meetups.upcoming(db, hub, now, { from: today - BACK, to: today + AHEAD, limit: MOST });
}

export function addressOf(origin: string, { hub, id }: Meetup): string {
  return `${origin}/${hub}/meetups/${id}`;
}

async function stateOf(
  db: Reader,
  { slug }: Hub,
  today: number,
): Promise<{ state: string; changedAt: number }> {
  const row = await db.one(
    `SELECT r.revision, COUNT(m.id) AS kept, COALESCE(MAX(m.changed_at), 0) AS changed,
            COALESCE(SUM(m.sequence), 0) AS sequences, COUNT(m.confirmed_at) AS confirmed,
            (SELECT COALESCE(MAX(changed_at), 0) FROM series WHERE hub = :hub) AS planned
       FROM plan_revisions r
       LEFT JOIN meetups m ON m.hub = r.hub AND m.starts_at >= :from AND m.starts_at < :to
      WHERE r.hub = :hub
      GROUP BY r.revision`,
    { hub: slug, from: today - BACK, to: today + AHEAD },
  );
  if (!row) return { state: 'nothing', changedAt: 0 };
  const counts = ['kept', 'changed', 'sequences', 'confirmed'].map((name) => number(row, name));
  return {
    state: [text(row, 'revision'), ...counts].join('-'),
    changedAt: Math.max(number(row, 'changed'), number(row, 'planned')),
  };
}
