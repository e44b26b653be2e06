import { DAY } from '#server/clock.ts';
import type { Database, Reader } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';

/** So long before the week is over, whoever typed the notes is reminded to send them. */
const BEFORE = 2 * DAY;
const TOLD_WITHIN = 30 * DAY;

/**
 * Reminds whoever typed notes that nobody has sent, and the hosts of a hub to look again at what came of a meet-up, 6
 * weeks, 6 months and 18 months on. Nothing is sent to others by itself. Returns how many letters were due.
 */
export async function goOn(db: Database, now: number): Promise<number> {
  const unsent = await notesToSend(db, now);
  const later = await turnsDue(db, now);
  if (unsent.length + later.length === 0) return 0;
  await db.write(async (tx) => {
    await letters.writeMany(tx, [...unsent, ...later], now);
    await tx.run('UPDATE follow_ups SET prompted_at = :now WHERE due_at <= :now AND prompted_at IS NULL', {
      now,
    });
  });
  return unsent.length + later.length;
}

async function notesToSend(db: Reader, now: number): Promise<letters.NewLetter[]> {
  const rows = await db.all(
    `SELECT write_ups.id, write_ups.hub, roles.person_id AS person
     FROM write_ups
     JOIN roles ON roles.hub = write_ups.hub
     WHERE write_ups.sent_at IS NULL AND write_ups.send_by <= :soon AND write_ups.send_by > :longAgo
       AND roles.person_id = COALESCE(write_ups.made_by, roles.person_id)`,
    { soon: now + BEFORE, longAgo: now - TOLD_WITHIN },
  );
  return rows.map((row): letters.NewLetter => ({
    ...{ person: text(row, 'person'), hub: text(row, 'hub'), kind: 'notes-due', subject: text(row, 'id') },
    ...{ occasion: 'due', ways: 'ladder', dueAt: now, useBy: now + TOLD_WITHIN },
  }));
}

async function turnsDue(db: Reader, now: number): Promise<letters.NewLetter[]> {
  const rows = await db.all(
    `SELECT write_ups.id, write_ups.hub, roles.person_id AS person, follow_ups.turn
     FROM follow_ups
     JOIN write_ups ON write_ups.id = follow_ups.write_up_id
     JOIN roles ON roles.hub = write_ups.hub
     WHERE follow_ups.due_at <= :now AND follow_ups.prompted_at IS NULL AND follow_ups.looked_at IS NULL`,
    { now },
  );
  return rows.map((row): letters.NewLetter => ({
    ...{ person: text(row, 'person'), hub: text(row, 'hub'), kind: 'notes-later', subject: text(row, 'id') },
    ...{ occasion: String(number(row, 'turn')), ways: 'ladder', dueAt: now, useBy: now + TOLD_WITHIN },
  }));
}
