import type { Database } from '#server/db/database.ts';
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
