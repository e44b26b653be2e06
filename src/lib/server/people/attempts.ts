import { isIP } from 'node:net';
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

/**
 * The place that a network address stands for, to count its tries together: an IPv4 address, behind which a whole hall
 * may be, or the first 56 bits of an IPv6 address. A house is given all that follows, and could take another each time.
 */
export function placeOf(address: string): string {
  const plain = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
  if (isIP(plain) !== 6) return plain;
  const [before = '', after = ''] = plain.replace(/%.*$/, '').split('::');
  const [head, tail] = [before, after].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const gap = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  const [first, second, third, fourth] = [...head, ...gap, ...tail].map((group) =>
    Number.parseInt(group, 16),
  );
  return [first!, second!, third!, fourth! & 0xff00].map((group) => group.toString(16)).join(':');
}

/** Forgets the windows that no limit looks at any more: the longest is a day. */
export async function clearEnded(tx: Writer, now: number): Promise<void> {
  await tx.run('DELETE FROM attempts WHERE since < :before', { before: now - 2 * DAY });
}
