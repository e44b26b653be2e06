import type { Database, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { NAMES_KEPT } from './tally.ts';

const AT_ONCE = 50;

/**
 * Forgets who said what about meet-ups that ended more than 30 days ago; how many said they would come stays.
 * Returns how many meet-ups it was. For the delivery's hourly round: a few at a time, so that pages are not held up.
 */
export async function forgetAnswers(db: Database, now: number): Promise<number> {
  for (let forgotten = 0; ;) {
    const due = await db.all(
      `SELECT id
       FROM meetups
       WHERE names_gone_at IS NULL AND ends_at <= :before
       ORDER BY ends_at
       LIMIT ${AT_ONCE}`,
      { before: now - NAMES_KEPT },
    );
    if (due.length === 0) return forgotten;
    const ids = JSON.stringify(due.map((row) => text(row, 'id')));
    await db.write((tx) => forget(tx, ids, now));
    forgotten += due.length;
  }
}

async function forget(tx: Writer, ids: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE meetups
     SET
       names_gone_at = :now,
       erased = erased + (
         SELECT COALESCE(SUM(party), 0)
         FROM rsvps
         WHERE rsvps.meetup_id = meetups.id AND rsvps.answer = 'coming' AND rsvps.place = 'in')
     WHERE id IN (SELECT value FROM json_each(:ids)) AND names_gone_at IS NULL`,
    { ids, now },
  );
  await tx.run('DELETE FROM rsvps WHERE meetup_id IN (SELECT value FROM json_each(:ids))', { ids });
}
