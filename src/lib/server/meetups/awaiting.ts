import type { Reader } from '#server/db/database.ts';
import { number } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';

/**
 * How many meet-ups await something of a person: to take a place that came free, to say as a host that it is still
 * on, or to look at a change they have not seen. `now` in Unix seconds.
 */
export async function count(db: Reader, person: string, now: number): Promise<number> {
  const row = await db.one(
    `SELECT COUNT(*) AS awaiting
     FROM (
       SELECT rsvps.meetup_id
       FROM rsvps
       JOIN meetups ON meetups.id = rsvps.meetup_id
       WHERE rsvps.person_id = :person AND rsvps.place = 'offered' AND meetups.cancelled_at IS NULL
         AND meetups.starts_at > :now AND COALESCE(rsvps.offered_until, meetups.starts_at) > :now
       UNION
       SELECT letters.subject
       FROM letters
       LEFT JOIN meetups ON meetups.id = letters.subject
       WHERE letters.person_id = :person AND letters.kind = 'still-on' AND letters.due_at <= :now
         AND letters.use_by > :now AND meetups.confirmed_at IS NULL AND meetups.cancelled_at IS NULL
       UNION
       SELECT letters.subject
       FROM letters
       WHERE letters.person_id = :person AND letters.reached_at IS NULL AND letters.dropped_at IS NULL
         AND letters.due_at <= :now AND letters.use_by > :now
         AND letters.kind IN (SELECT value FROM json_each(:changes))
     )`,
    { person, now, changes: JSON.stringify(letters.CHANGES) },
  );
  return row ? number(row, 'awaiting') : 0;
}
