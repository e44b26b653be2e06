import { MINUTE } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { hash } from '#server/secrets.ts';

const GOOD_FOR = 5 * MINUTE;

/** Notes what a browser (its secret) has to sign with a passkey; what it was given before is void. */
export async function give(db: Database, browser: string, challenge: string, now: number): Promise<void> {
  await db.write((tx) =>
    tx.run(
      `INSERT INTO passkey_challenges (browser_hash, challenge, expires_at)
       VALUES (:browser, :challenge, :expiresAt)
       ON CONFLICT (browser_hash) DO UPDATE SET challenge = :challenge, expires_at = :expiresAt`,
      { browser: hash(browser), challenge, expiresAt: now + GOOD_FOR },
    ),
  );
}

/** The challenge this browser was given, once; null after five minutes. */
export async function take(db: Database, browser: string, now: number): Promise<string | null> {
  const row = await db.write((tx) =>
    tx.one(
      `DELETE FROM passkey_challenges
       WHERE browser_hash = :browser
       RETURNING challenge, expires_at`,
      { browser: hash(browser) },
    ),
  );
  return row && number(row, 'expires_at') > now ? text(row, 'challenge') : null;
}

/** Throws away challenges that are over. */
export async function clearEnded(tx: Writer, now: number): Promise<void> {
  await tx.run('DELETE FROM passkey_challenges WHERE expires_at <= :now', { now });
}
