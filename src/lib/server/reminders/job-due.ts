import { HOUR } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';

/** The most hours ahead that a helper can choose. */
const MOST_HOURS = 12;

/**
 * Reminds helpers at the hour they chose before a meet-up where they have a job; that is then their second reminder,
 * in place of the one 90 minutes before. Read from how things stand: a job that was dropped is never reminded of, one
 * taken late is. Returns how many were written.
 */
export async function writeDueForHelpers(db: Database, since: number, now: number): Promise<number> {
  const rows = await db.all(
    `SELECT DISTINCT turns.person_id, meetups.id, meetups.hub, meetups.starts_at,
       meetups.starts_at - helpers.remind_hours * ${HOUR} AS due_at
     FROM meetups
     JOIN shifts ON shifts.meetup_id = meetups.id AND shifts.left_out_at IS NULL
     JOIN turns ON turns.shift_id = shifts.id AND turns.standing = 'taken'
     JOIN helpers ON helpers.person_id = turns.person_id AND helpers.hub = meetups.hub
     JOIN people ON people.id = turns.person_id
     WHERE meetups.starts_at > :now AND meetups.starts_at <= :now + ${MOST_HOURS * HOUR}
       AND meetups.cancelled_at IS NULL AND helpers.remind_hours IS NOT NULL AND people.told <> 'cancellations'
       AND turns.changed_at <= meetups.starts_at - helpers.remind_hours * ${HOUR}
       AND meetups.starts_at - helpers.remind_hours * ${HOUR} BETWEEN :since + 1 AND :now`,
    { since, now },
  );
  const due = rows.map((row): letters.NewLetter => ({
    person: text(row, 'person_id'),
    hub: text(row, 'hub'),
    kind: 'reminder',
    subject: text(row, 'id'),
    occasion: 'before',
    ways: 'ladder',
    dueAt: number(row, 'due_at'),
    useBy: number(row, 'starts_at'),
  }));
  for (let i = 0; i < due.length; i += 200)
    await db.write((tx) => letters.writeMany(tx, due.slice(i, i + 200), now));
  return due.length;
}
