import { DAY } from '#server/clock.ts';
import type { Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';

/** How long after a meet-up the host may still read what somebody needs. */
export const KEPT_FOR = 7 * DAY;

/** One line to the host alone about access, diet or health. */
export interface Need {
  person: string;
  words: string;
  /** When it is gone, Unix seconds. */
  deleteAt: number;
}

/** Writes down what somebody needs at a meet-up that ends at `endsAt`; no words take it back. */
export async function say(
  tx: Writer,
  { meetup, person, words, endsAt }: { meetup: string; person: string; words: string; endsAt: number },
): Promise<void> {
  if (words.trim() === '') {
    await tx.run('DELETE FROM needs WHERE meetup_id = :meetup AND person_id = :person', { meetup, person });
    return;
  }
  await tx.run(
    `INSERT INTO needs (meetup_id, person_id, words, delete_at)
     VALUES (:meetup, :person, :words, :deleteAt)
     ON CONFLICT (meetup_id, person_id) DO UPDATE SET words = :words, delete_at = :deleteAt`,
    { meetup, person, words: words.trim(), deleteAt: endsAt + KEPT_FOR },
  );
}

/** What the people of one meet-up need, for its host. */
export async function ofMeetup(db: Reader, meetup: string, now: number): Promise<Need[]> {
  const rows = await db.all(
    `SELECT person_id, words, delete_at
     FROM needs
     WHERE meetup_id = :meetup AND delete_at > :now`,
    { meetup, now },
  );
  return rows.map((row) => ({
    person: text(row, 'person_id'),
    words: text(row, 'words'),
    deleteAt: number(row, 'delete_at'),
  }));
}

/** What one person said they need at a meet-up, or ''. */
export async function of(db: Reader, meetup: string, person: string, now: number): Promise<string> {
  const row = await db.one(
    `SELECT words
     FROM needs
     WHERE meetup_id = :meetup AND person_id = :person AND delete_at > :now`,
    { meetup, person, now },
  );
  return row ? text(row, 'words') : '';
}

/** Deletes what has been kept for seven days after its meet-up. */
export async function clearDue(tx: Writer, now: number): Promise<void> {
  await tx.run('DELETE FROM needs WHERE delete_at <= :now', { now });
}
