import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import type { Subscription } from './push.ts';

/** One browser on one device, for one person, for as long as they are signed in there. */
export interface KnownSubscription extends Subscription {
  id: string;
  person: string;
}

/** More browsers than anybody has; the one unheard of for longest makes room. */
const MOST_PER_PERSON = 10;
const SUBSCRIPTION_JSON = `json_object(
  'id', push_subscriptions.id, 'person', push_subscriptions.person_id, 'endpoint', push_subscriptions.endpoint,
  'p256dh', push_subscriptions.p256dh, 'auth', push_subscriptions.auth) AS subscription`;

/**
 * Keeps where a device can be reached. A device known already now belongs to who is signed in there now: what was
 * meant for the one before never comes up in front of them. Check the address before (`push-addresses.ts`).
 */
export async function keep(
  tx: Writer,
  { person, sessionHash, subscription }: { person: string; sessionHash: string; subscription: Subscription },
  now: number,
): Promise<void> {
  const { endpoint, p256dh, auth } = subscription;
  await tx.run(`DELETE FROM push_subscriptions WHERE session_hash = :sessionHash AND endpoint <> :endpoint`, {
    sessionHash,
    endpoint,
  });
  await tx.run(
    `INSERT INTO push_subscriptions (id, person_id, session_hash, endpoint, p256dh, auth, made_at)
     VALUES (:id, :person, :sessionHash, :endpoint, :p256dh, :auth, :now)
     ON CONFLICT (endpoint) DO UPDATE SET
       person_id = excluded.person_id, session_hash = excluded.session_hash,
       p256dh = excluded.p256dh, auth = excluded.auth, made_at = excluded.made_at, refused = 0`,
    { id: newId(), person, sessionHash, endpoint, p256dh, auth, now },
  );
  await tx.run(
    `DELETE FROM push_subscriptions
     WHERE id IN (
       SELECT id
       FROM push_subscriptions
       WHERE person_id = :person
       ORDER BY made_at DESC
       LIMIT -1 OFFSET :most)`,
    { person, most: MOST_PER_PERSON },
  );
}

/** The devices of these people. */
export async function ofPeople(db: Reader, people: string[]): Promise<KnownSubscription[]> {
  const rows = await db.all(
    `SELECT ${SUBSCRIPTION_JSON}
     FROM json_each(:people)
     JOIN push_subscriptions ON push_subscriptions.person_id = json_each.value`,
    { people: JSON.stringify([...new Set(people)]) },
  );
  return rows.map(fromRow);
}

/** The subscription of the device somebody is sitting at, or null. */
export async function ofSession(db: Reader, sessionHash: string): Promise<KnownSubscription | null> {
  const row = await db.one(
    `SELECT ${SUBSCRIPTION_JSON}
     FROM push_subscriptions
     WHERE session_hash = :sessionHash`,
    { sessionHash },
  );
  return row && fromRow(row);
}

/** Lets go of the device somebody is sitting at. */
export async function dropOfSession(tx: Writer, sessionHash: string): Promise<void> {
  await tx.run('DELETE FROM push_subscriptions WHERE session_hash = :sessionHash', { sessionHash });
}

export async function drop(db: Database, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.write((tx) =>
    tx.run('DELETE FROM push_subscriptions WHERE id IN (SELECT value FROM json_each(:ids))', {
      ids: JSON.stringify(ids),
    }),
  );
}

/** Notes that the test notification was seen on this device. */
export async function markArrived(tx: Writer, sessionHash: string, now: number): Promise<void> {
  await tx.run('UPDATE push_subscriptions SET arrived_at = :now WHERE session_hash = :sessionHash', {
    sessionHash,
    now,
  });
}

/** Counts that a service called our message wrong for this device; returns how often that was, running. */
export async function countRefused(db: Database, id: string): Promise<number> {
  const row = await db.write((tx) =>
    tx.one('UPDATE push_subscriptions SET refused = refused + 1 WHERE id = :id RETURNING refused', { id }),
  );
  return row ? number(row, 'refused') : 0;
}

/** Forgets such refusals, for a device that took a message after all. */
export async function clearRefused(db: Database, ids: string[]): Promise<void> {
  const known = `SELECT id FROM push_subscriptions
    WHERE refused > 0 AND id IN (SELECT value FROM json_each(:ids))`;
  if (ids.length === 0 || !(await db.one(known, { ids: JSON.stringify(ids) }))) return;
  await db.write((tx) =>
    tx.run(`UPDATE push_subscriptions SET refused = 0 WHERE id IN (${known})`, { ids: JSON.stringify(ids) }),
  );
}

function fromRow(row: Row): KnownSubscription {
  return JSON.parse(text(row, 'subscription')) as KnownSubscription;
}
