import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { hash, newSecret } from '#server/secrets.ts';

/** A secret address of somebody's own calendar. Instants are Unix seconds; null where nothing asked for it yet. */
export interface OwnCalendar {
  id: string;
  madeAt: number;
  readAt: number | null;
}

/** One for each device, and some to spare. */
const MOST = 10;

/** Makes the secret part (128 bits) of one more address; it cannot be shown again. Null when there are ten already. */
export async function make(tx: Writer, person: string, now: number): Promise<string | null> {
  const token = newSecret(16);
  const made = await tx.run(
    `INSERT INTO own_calendars (id, hash, person_id, made_at)
     SELECT :id, :hash, :person, :now
     WHERE (SELECT COUNT(*) FROM own_calendars WHERE person_id = :person) < :most`,
    { id: newId(), hash: hash(token), person, now, most: MOST },
  );
  return made === 1 ? token : null;
}

/** A person's addresses, the newest first. */
export async function ofPerson(db: Reader, person: string): Promise<OwnCalendar[]> {
  const rows = await db.all(
    `SELECT id, made_at, read_at
     FROM own_calendars
     WHERE person_id = :person
     ORDER BY made_at DESC, id DESC`,
    { person },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    madeAt: number(row, 'made_at'),
    readAt: numberOrNull(row, 'read_at'),
  }));
}

/** Stops an address of this person; from then on it leads nowhere. */
export async function stop(tx: Writer, person: string, id: string): Promise<void> {
  await tx.run('DELETE FROM own_calendars WHERE id = :id AND person_id = :person', { id, person });
}

/** Whose calendar this is, or null. That it was asked for is noted once a day. */
export async function whose(db: Database, token: string, now: number): Promise<string | null> {
  const row = await db.one('SELECT id, person_id, read_at FROM own_calendars WHERE hash = :hash', {
    hash: hash(token),
  });
  if (!row) return null;
  if (now - (numberOrNull(row, 'read_at') ?? 0) >= DAY) {
    const id = text(row, 'id');
    await db.write((tx) => tx.run('UPDATE own_calendars SET read_at = :now WHERE id = :id', { id, now }));
  }
  return text(row, 'person_id');
}
