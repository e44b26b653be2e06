import { DAY } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';

const LATELY = 30 * DAY;
const SOON = 14 * DAY;

/** A meet-up whose people somebody may speak to; the time is the hub's. */
export interface MeetupChoice {
  id: string;
  title: string;
  startsLocal: string;
}

/** The meet-ups of a hub that somebody said they are coming to, lately and soon, the latest first. */
export function meetupsOf(db: Reader, hub: string, person: string, now: number): Promise<MeetupChoice[]> {
  return choices(
    db,
    `SELECT meetups.id, COALESCE(meetups.title, series.title) AS title, meetups.starts_local
     FROM rsvps
     JOIN meetups ON meetups.id = rsvps.meetup_id
     JOIN series ON series.id = meetups.series_id
     WHERE rsvps.person_id = :person AND rsvps.answer = 'coming' AND rsvps.place = 'in' AND meetups.hub = :hub
       AND meetups.starts_at > :since AND meetups.starts_at < :until
     ORDER BY meetups.starts_at DESC
     LIMIT 12`,
    { hub, person, since: now - LATELY, until: now + SOON },
  );
}

/** All that met lately in a hub, or meet today, for a host who writes down what was said there; the latest first. */
export function meetupsIn(db: Reader, hub: string, now: number): Promise<MeetupChoice[]> {
  return choices(
    db,
    `SELECT meetups.id, COALESCE(meetups.title, series.title) AS title, meetups.starts_local
     FROM meetups
     JOIN series ON series.id = meetups.series_id
     WHERE meetups.hub = :hub AND meetups.starts_at > :since AND meetups.starts_at < :until
       AND meetups.cancelled_at IS NULL
     ORDER BY meetups.starts_at DESC
     LIMIT 12`,
    { hub, since: now - LATELY, until: now + DAY },
  );
}

async function choices(
  db: Reader,
  sql: string,
  args: Record<string, string | number>,
): Promise<MeetupChoice[]> {
  const rows = await db.all(sql, args);
  return rows.map((row) => ({
    id: text(row, 'id'),
    title: text(row, 'title'),
    startsLocal: text(row, 'starts_local'),
  }));
}
