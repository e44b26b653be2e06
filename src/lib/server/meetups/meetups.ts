import { DAY } from '#server/clock.ts';
import type { Reader, Row, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import { computedOf, datesOf, keptOf, MEETUP_COLUMNS } from '#server/meetups/meetup-rows.ts';
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
  sequence: number;
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

const FIND = `
  SELECT ${MEETUP_COLUMNS}
    FROM series s
    JOIN hubs h ON h.slug = s.hub
    LEFT JOIN meetups m ON m.series_id = s.id
     AND m.original_date = COALESCE((SELECT original_date FROM meetups WHERE id = :id), :date)
    JOIN venues v ON v.id = COALESCE(m.venue_id, s.venue_id)
   WHERE s.id = COALESCE((SELECT series_id FROM meetups WHERE id = :id), :series)
     AND s.hub = :hub`;

/**
 * One date of a hub, kept or computed; null for what does not exist. A date that went to another series keeps
 * its address: by its row, or, when nobody had joined it, by the same day of the series that follows.
 */
export async function find(db: Reader, hub: string, id: string, now: number): Promise<Meetup | null> {
  const asked = /^([\w-]{1,40})-(\d{4}-\d\d-\d\d)$/.exec(id);
  if (!asked) return null;
  return findOn(db, hub, { id, series: asked[1]!, date: asked[2]! }, now);
}

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
  const kept = await db.all(KEPT, { hub, from: earliest, to, unlisted: unlisted ? 1 : 0 });
  // A day either side, because a day begins at another instant in each zone.
  const days = {
    from: addDays(localOf(earliest, 'UTC').slice(0, 10), -1),
    to: addDays(dayOf(localOf(to, 'UTC')), 2),
  };
  const series = await db.all(OF_RULES, { hub, ...days, unlisted: unlisted ? 1 : 0 });
  return [...kept.map(keptOf), ...series.flatMap((row) => computedIn(row, days))]
    .filter(
      (meetup) =>
        meetup.startsAt < to && (from === undefined ? meetup.endsAt > now : meetup.startsAt >= from),
    )
    .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

export interface Upcoming {
  from?: number;
  to?: number;
  limit: number;
  unlisted?: boolean;
}

const KEPT = `
  SELECT ${MEETUP_COLUMNS}
    FROM meetups m
    JOIN series s ON s.id = m.series_id
    JOIN hubs h ON h.slug = s.hub
    JOIN venues v ON v.id = COALESCE(m.venue_id, s.venue_id)
   WHERE m.hub = :hub
     AND m.starts_at >= :from
     AND m.starts_at < :to
     AND (s.unlisted_at IS NULL OR :unlisted)`;

const OF_RULES = `
  SELECT ${MEETUP_COLUMNS},
         (SELECT json_group_array(k.original_date)
            FROM meetups k
           WHERE k.series_id = s.id
             AND k.original_date >= :from
             AND k.original_date < :to) AS kept_dates
    FROM series s
    JOIN hubs h ON h.slug = s.hub
    JOIN venues v ON v.id = s.venue_id
    LEFT JOIN meetups m ON FALSE
   WHERE s.hub = :hub
     AND (s.ends_before IS NULL OR s.ends_before > :from)
     AND (s.unlisted_at IS NULL OR :unlisted)`;

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
  if (row.id !== null) return keptOf(row);
  const local = isDay(asked.date) ? timeOn(datesOf(row), asked.date) : null;
  const meetup = local && computedOf(row, local);
  if (meetup) return meetup.startsAt < now + HORIZON ? meetup : null;
  return followed < FOLLOWED_AT_MOST ? findInFollowing(db, hub, asked, now, followed) : null;
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

function computedIn(row: Row, { from, to }: { from: string; to: string }): Meetup[] {
  const kept = new Set(JSON.parse(text(row, 'kept_dates')) as string[]);
  return timesOf(datesOf(row), from, to)
    .filter((local) => !kept.has(dayOf(local)))
    .map((local) => computedOf(row, local));
}

function isDay(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}
