import type { Database, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as push from './push.ts';
import { newSecret } from '#server/secrets.ts';

export interface Keys {
  /** What browsers subscribe to push with; changing it would orphan every subscription. */
  vapid: { publicKey: string; privateKey: string };
  /** Signs the one-tap links in letters. */
  signing: string;
}

/** The keys of this installation, made on its first start and kept in the database, so that a backup holds them. */
export async function loadKeys(db: Database, now: number): Promise<Keys> {
  return db.write(async (tx) => {
    const vapid = await keep(tx, 'vapid', () => JSON.stringify(push.makeKeys()), now);
    const signing = await keep(tx, 'signing', newSecret, now);
    return { vapid: JSON.parse(vapid) as Keys['vapid'], signing };
  });
}

async function keep(tx: Writer, name: string, make: () => string, now: number): Promise<string> {
  const found = await tx.one('SELECT value FROM keys WHERE name = :name', { name });
  if (found) return text(found, 'value');
  const value = make();
  await tx.run('INSERT INTO keys (name, value, made_at) VALUES (:name, :value, :now)', { name, value, now });
  return value;
}
