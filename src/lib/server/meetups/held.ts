import type { Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as telling from '#server/meetups/telling.ts';
import type { Concerned } from '#server/meetups/telling.ts';

/** A date that has a row, with those who count on it. */
export interface Held {
  meetup: Meetup;
  /** True when somebody said "coming" or "maybe": it never moves or goes silently. */
  joined: boolean;
  concerned: Concerned[];
}

export interface Days {
  from: string;
  /** The first day after them; null for all that follow. */
  to: string | null;
}

/** The dates of a series that have a row and are not over, by their original day. */
export async function of(
  db: Reader,
  { hub, id }: { hub: string; id: string },
  { from, to, by }: Days & { by: string | null },
  now: number,
): Promise<Held[]> {
  const rows = await db.all(
    `SELECT m.id,
            EXISTS (SELECT 1
                      FROM rsvps r
                     WHERE r.meetup_id = m.id
                       AND r.answer IN ('coming', 'maybe')) AS joined
       FROM meetups m
      WHERE m.series_id = :id
        AND m.original_date >= :from
        AND (:to IS NULL OR m.original_date < :to)
        AND m.ends_at > :now
      ORDER BY m.original_date`,
    { id, from, to, now },
  );
  const held: Held[] = [];
  for (const row of rows) {
    const meetup = await meetups.find(db, hub, text(row, 'id'), now);
    if (!meetup) continue;
    const joined = row.joined === 1;
    held.push({ meetup, joined, concerned: joined ? await telling.concerned(db, meetup, by) : [] });
  }
  return held;
}

/** Lets a date go that nobody counts on; true when it is gone. A cancelled date stays: people were told of it. */
export async function drop(tx: Writer, { id }: Meetup): Promise<boolean> {
  const dropped = await tx.run(
    `DELETE FROM meetups
      WHERE id = :id
        AND cancelled_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM rsvps WHERE meetup_id = :id AND answer IN ('coming', 'maybe'))`,
    { id },
  );
  return dropped === 1;
}
