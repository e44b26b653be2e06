import type { Reader } from '#server/db/database.ts';
import { number } from '#server/db/rows.ts';

/**
 * How many questions about jobs and weekly calls await a person's own yes or no: jobs they were proposed, swaps of a turn
 * they cannot do, calls they were asked to make. What everybody is asked counts for nobody. `now` in Unix seconds.
 */
export async function count(db: Reader, person: string, now: number): Promise<number> {
  const row = await db.one(
    `SELECT (SELECT COUNT(*)
               FROM turns
               JOIN shifts ON shifts.id = turns.shift_id
               JOIN meetups ON meetups.id = shifts.meetup_id
              WHERE turns.person_id = :person AND turns.standing = 'asked' AND shifts.left_out_at IS NULL
                AND meetups.cancelled_at IS NULL AND meetups.starts_at > :now)
          + (SELECT COUNT(*)
               FROM covers
               JOIN swaps_of_turns ON swaps_of_turns.cover_id = covers.id
               JOIN shifts ON shifts.id = covers.shift_id
               JOIN meetups ON meetups.id = shifts.meetup_id
              WHERE covers.person_id = :person AND covers.settled_at IS NULL AND swaps_of_turns.answered_at IS NULL
                AND meetups.cancelled_at IS NULL AND meetups.starts_at > :now)
          + (SELECT COUNT(*)
               FROM call_pairs
               JOIN call_wishes ON call_wishes.id = call_pairs.wish_id
              WHERE call_pairs.person_id = :person AND call_pairs.yes_at IS NULL AND call_pairs.ended_at IS NULL
                AND call_wishes.stopped_at IS NULL)
         AS awaiting`,
    { person, now },
  );
  return row ? number(row, 'awaiting') : 0;
}
