import { DAY } from '#server/clock.ts';
import type { Reader, Writer } from '#server/db/database.ts';
import { flag, text } from '#server/db/rows.ts';
import { hash, newSecret } from '#server/secrets.ts';

const GOOD_FOR = DAY;
const KEPT_FOR = 7 * DAY;

/** Makes the secret part of an address that signs one person in, once, within a day. */
export async function make(tx: Writer, person: string, now: number): Promise<string> {
  const token = newSecret(16);
  await tx.run(
    `INSERT INTO sign_in_cards (hash, person_id, made_at, expires_at)
     VALUES (:hash, :person, :now, :expiresAt)`,
    { hash: hash(token), person, now, expiresAt: now + GOOD_FOR },
  );
  return token;
}

/** Whose card this is, and whether it still signs them in; null for a card that never was. Looking uses nothing up. */
export async function look(
  db: Reader,
  token: string,
  now: number,
): Promise<{ firstName: string; good: boolean } | null> {
  const row = await db.one(
    `SELECT people.first_name, sign_in_cards.used_at IS NULL AND sign_in_cards.expires_at > :now AS good
     FROM sign_in_cards
     JOIN people ON people.id = sign_in_cards.person_id
     WHERE sign_in_cards.hash = :hash`,
    { hash: hash(token), now },
  );
  return row && { firstName: text(row, 'first_name'), good: flag(row, 'good') };
}

/** Uses a card up and returns whom it signs in; null when it is used, old or unknown. */
export async function use(tx: Writer, token: string, now: number): Promise<string | null> {
  const used = await tx.run(
    `UPDATE sign_in_cards
     SET used_at = :now
     WHERE hash = :hash AND used_at IS NULL AND expires_at > :now`,
    { hash: hash(token), now },
  );
  if (used === 0) return null;
  const card = await tx.one('SELECT person_id FROM sign_in_cards WHERE hash = :hash', { hash: hash(token) });
  return text(card!, 'person_id');
}

/** Throws away cards that were over a week ago: until then their address says that it has been used. */
export async function clearEnded(tx: Writer, now: number): Promise<void> {
  await tx.run('DELETE FROM sign_in_cards WHERE expires_at <= :before', { before: now - KEPT_FOR });
}
