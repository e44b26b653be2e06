import { DAY } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import { hash } from '#server/secrets.ts';

/** At most `tries` in each window of `seconds`. */
export interface Limit {
  tries: number;
  seconds: number;
}

/**
 * Counts one try in a bucket ("codes-for:ada@example.org") and returns whether it is still within the limit.
 * Buckets are stored hashed: they hold addresses.
 */
export async function allow(
  db: Database,
  bucket: string,
  { tries, seconds }: Limit,
  now: number,
): Promise<boolean> {
  const since = now - (now % seconds);
  const counted = await db.write((tx) =>
    tx.run(
      `INSERT INTO attempts (bucket, since, tries)
       VALUES (:bucket, :since, 1)
       ON CONFLICT (bucket, since) DO UPDATE SET tries = tries + 1
       WHERE tries < :most`,
      { bucket: hash(bucket), since, most: tries },
    ),
  );
  return counted === 1;
}

/** Forgets the windows that no limit looks at any more: the longest is a day. */
export async function clearEnded(tx: Writer, now: number): Promise<void> {
  await tx.run('DELETE FROM attempts WHERE since < :before', { before: now - 2 * DAY });
}
