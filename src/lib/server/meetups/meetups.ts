import { DAY } from '#server/clock.ts';
import type { Reader, Row, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import { computedOf, KEPT_JSON, keptOf, type Kept } from '#server/meetups/kept-rows.ts';
import * as knownSeries from '#server/meetups/known-series.ts';
import type { Known } from '#server/meetups/known-series.ts';
import { createMemory } from '#server/meetups/memory.ts';
import { timeOn, timesOf } from '#server/meetups/series-dates.ts';
import type { Venue } from '#server/meetups/venues.ts';
import { localOf } from '#server/wall-clock.ts';

/** One date of a series. Instants are Unix seconds; local times are 'YYYY-MM-DDTHH:MM' in `zone`. */
export interface Meetup {
  id: string;
  seriesId: string;
  hub: string;
  /** The day its series gave it; it keeps this when it is moved. */
  originalDate: string;
  startsLocal: string;
  endsLocal: string;
  startsAt: number;
  endsAt: number;
  zone: string;
  title: string;
  words: string;
  venueId: string;
  /** All that is known about the place: give pages what `places.shownTo` leaves of it. */
  venue: Venue;
  lengthMin: number;
  joining: 'just-turn-up' | 'tell-us';
  roomFor: number | null;
  exactLimit: number | null;
  bring: string;
  cost: string;
  planB: string;
  planBBy: string;
  hosts: { id: string; firstName: string }[];
  cancelledAt: number | null;
  cancelledBecause: string;
  confirmedAt: number | null;
  /** Raised with each change of its time, place or state, and never lowered (RFC 5545, 3.8.7.4). */
  sequence: number;
  /** When something about it was changed last. */
  changedAt: number;
  /** True when somebody gave this date a time of its own. */
  ownTime: boolean;
  /** True when it has a row: somebody has joined, changed, confirmed or cancelled it. */
  kept: boolean;
  /** True when its series has other dates. */
  repeats: boolean;
  plannedAt: number;
  /** Set when its series is no longer listed publicly. */
  unlistedAt: number | null;
}

/** How far ahead dates of a rule exist: two years. */
const HORIZON = 731 * DAY;
const AHEAD = 400 * DAY;
const FOLLOWED_AT_MOST = 20;

/**
 * One date of a hub, kept or computed; null for what does not exist. A date that went to another series keeps
 * its address: by its row, or, when nobody had joined it, by the same day of the series that follows.
 */
export async function find(db: Reader, hub: string, id: string, now: number): Promise<Meetup | null> {
  const asked = /^([\w-]{1,40})-(\d{4}-\d\d-\d\d)$/.exec(id);
  if (!asked) return null;
  return findOn(db, hub, { id, series: asked[1]!, date: asked[2]! }, now);
}

const FIND = `
  SELECT r.revision, ${KEPT_JSON} AS kept, m.id
    FROM plan_revisions r
    LEFT JOIN meetups m ON m.id = COALESCE(
         (SELECT id FROM meetups WHERE id = :id),
         (SELECT id FROM meetups WHERE series_id = :series AND original_date = :date))
     AND m.hub = r.hub
   WHERE r.hub = :hub`;

/**
 * The dates of a hub by when they start, moved and cancelled ones too. `from` (default: what is not over yet)
 * and `to` (default: 400 days on) are instants that starts are compared with. Series that are no longer
 * listed are left out unless `unlisted`.
 */
export async function upcoming(
  db: Reader,
  hub: string,
  now: number,
  { from, to = now + AHEAD, limit, unlisted = false }: Upcoming,
): Promise<Meetup[]> {
  const earliest = from ?? now - DAY;
  const over = from === undefined ? now : earliest;
  // A day either side, because a day begins at another instant in each zone.
  const fromDay = addDays(dayOf(localOf(earliest, 'UTC')), -1);
  const toDay = addDays(dayOf(localOf(to, 'UTC')), 2);
  const args = { hub, from: earliest, to, over, fromDay, toDay, limit, unlisted: unlisted ? 1 : 0 };
  const row = await db.one(UPCOMING, args);
  if (!row) return [];
  const merged = await merge(db, row, { hub, fromDay, toDay, limit, unlisted });
  return merged
    .filter((one) => one.startsAt >= earliest && one.startsAt < to && one.endsAt > over)
    .slice(0, limit);
}

export interface Upcoming {
  from?: number;
  to?: number;
  limit: number;
  unlisted?: boolean;
}

const UPCOMING = `
  SELECT r.revision,
         (SELECT json_group_array(${KEPT_JSON})
            FROM (SELECT m.*
                    FROM meetups m
                    JOIN series s ON s.id = m.series_id
                   WHERE m.hub = :hub
                     AND m.starts_at >= :from
                     AND m.starts_at < :to
                     AND m.ends_at > :over
                     AND (s.unlisted_at IS NULL OR :unlisted)
                   ORDER BY m.starts_at
                   LIMIT :limit) m) AS kept,
         (SELECT json_group_array(series_id || ' ' || original_date)
            FROM meetups
           WHERE hub = :hub
             AND original_date >= :fromDay
             AND original_date < :toDay) AS taken
    FROM plan_revisions r
   WHERE r.hub = :hub`;

/**
 * Gives a date a row of its own, so that people can join it; an existing row stays as it is. Part of the
 * caller's transaction. False when meanwhile the date is gone.
 */
export async function keep(tx: Writer, meetup: Meetup, now: number): Promise<boolean> {
  if (meetup.kept) return true;
  if (await tx.one('SELECT id FROM meetups WHERE id = :id', { id: meetup.id })) return true;
  // Read again: the series may have changed since the page was read.
  const present = await find(tx, meetup.hub, meetup.id, now);
  if (!present || present.id !== meetup.id) return false;
  await tx.run(
    `INSERT INTO meetups (id, series_id, hub, original_date, starts_local, starts_at, ends_at, changed_at)
     VALUES (:id, :series, :hub, :date, :local, :startsAt, :endsAt, :now)
     ON CONFLICT DO NOTHING`,
    {
      id: present.id,
      series: present.seriesId,
      hub: present.hub,
      date: present.originalDate,
      local: present.startsLocal,
      startsAt: present.startsAt,
      endsAt: present.endsAt,
      now,
    },
  );
  return true;
}

type Asked = { id: string; series: string; date: string };

async function findOn(
  db: Reader,
  hub: string,
  asked: Asked,
  now: number,
  followed = 0,
): Promise<Meetup | null> {
  const row = await db.one(FIND, { hub, ...asked });
  if (!row) return null;
  const revision = text(row, 'revision');
  if (row.id !== null) return withSeries(db, revision, hub, JSON.parse(text(row, 'kept')) as Kept);
  const series = await knownSeries.one(db, revision, hub, asked.series);
  if (!series) return null;
  const local = isDay(asked.date) ? timeOn(series.dates, asked.date) : null;
  const meetup = local && computedOf(series.shared, local);
  if (meetup) return meetup.startsAt < now + HORIZON ? meetup : null;
  return followed < FOLLOWED_AT_MOST ? findInFollowing(db, hub, asked, now, followed) : null;
}

async function withSeries(db: Reader, revision: string, hub: string, kept: Kept): Promise<Meetup> {
  const series = await knownSeries.one(db, revision, hub, kept.seriesId);
  const venue = kept.own.venueId === null ? null : await knownSeries.venue(db, revision, kept.own.venueId);
  return keptOf(series!.shared, kept, venue);
}

async function findInFollowing(db: Reader, hub: string, asked: Asked, now: number, followed: number) {
  const following = await db.all('SELECT id FROM series WHERE follows = :series', { series: asked.series });
  for (const row of following) {
    const series = text(row, 'id');
    const there = { id: `${series}-${asked.date}`, series, date: asked.date };
    const meetup = await findOn(db, hub, there, now, followed + 1);
    if (meetup) return meetup;
  }
  return null;
}

interface Window {
  hub: string;
  fromDay: string;
  toDay: string;
  limit: number;
  unlisted: boolean;
}

const memory = createMemory<Meetup[]>(200);

/** Kept and computed dates of a window by when they start; made once for the same rows and the same plans. */
async function merge(
  db: Reader,
  row: Row,
  { hub, fromDay, toDay, limit, unlisted }: Window,
): Promise<Meetup[]> {
  const revision = text(row, 'revision');
  const rows = [text(row, 'kept'), text(row, 'taken')];
  const key = [revision, fromDay, toDay, limit, unlisted, ...rows].join(' ');
  const known = memory.find(key);
  if (known) return known;
  const kept = JSON.parse(rows[0]!) as Kept[];
  const taken = new Set(JSON.parse(rows[1]!) as string[]);
  const joined = await Promise.all(kept.map((one) => withSeries(db, revision, hub, one)));
  const series = await knownSeries.goingOn(db, revision, hub, fromDay);
  const computed = series
    .filter(({ shared }) => unlisted || shared.unlistedAt === null)
    .flatMap((one) => firstOf(one, { fromDay, toDay, limit, taken }));
  const merged = [...joined, ...computed];
  return memory.keep(
    key,
    merged.sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1)),
  );
}

/** The first dates of a series that have no row of their own; at most four of them lie before the window. */
function firstOf(
  { shared, dates }: Known,
  { fromDay, toDay, limit, taken }: Pick<Window, 'fromDay' | 'toDay' | 'limit'> & { taken: Set<string> },
): Meetup[] {
  return timesOf(dates, fromDay, toDay)
    .filter((local) => !taken.has(`${shared.seriesId} ${dayOf(local)}`))
    .slice(0, limit + 4)
    .map((local) => computedOf(shared, local));
}

function isDay(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}
