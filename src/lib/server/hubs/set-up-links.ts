import type { Database, Reader, Writer } from '#server/db/database.ts';
import { hash, newSecret } from '#server/secrets.ts';

/**
 * A fresh link (its secret part) to set up the first hub; links made before are void. Null when there is a hub:
 * from then on keepers start others.
 */
export function fresh(db: Database, now: number): Promise<string | null> {
  return db.write(async (tx) => {
    await tx.run('DELETE FROM set_up_links');
    if (await tx.one('SELECT slug FROM hubs LIMIT 1')) return null;
    const token = newSecret(16);
    await tx.run('INSERT INTO set_up_links (hash, made_at) VALUES (:hash, :now)', { hash: hash(token), now });
    return token;
  });
}

/** Whether the link is still good. Looking does not use it up. */
export async function isGood(db: Reader, token: string): Promise<boolean> {
  const link = await db.one(
    `SELECT hash
     FROM set_up_links
     WHERE hash = :hash AND NOT EXISTS (SELECT 1 FROM hubs)`,
    { hash: hash(token) },
  );
  return link !== null;
}

/** Uses the link up. False when it is void, or when there is a hub already. */
export async function use(tx: Writer, token: string): Promise<boolean> {
  const used = await tx.run(
    'DELETE FROM set_up_links WHERE hash = :hash AND NOT EXISTS (SELECT 1 FROM hubs)',
    {
      hash: hash(token),
    },
  );
  return used === 1;
}
