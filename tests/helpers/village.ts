import type { Args, Database, Writer } from '#server/db/database.ts';
import { newId } from '#server/ids.ts';

export const HUB = 'stainsacre-social';

/** A hub with nobody in it yet. */
export async function addHub(db: Database, slug = HUB, zone = 'Europe/London'): Promise<void> {
  await run(
    db,
    `INSERT INTO hubs (slug, name, place, zone, created_at)
     VALUES (:slug, 'Stainsacre Social', 'Stainsacre', :zone, 0)`,
    { slug, zone },
  );
}

export interface Neighbour {
  firstName: string;
  mail?: string | null;
  telephone?: string | null;
  inPersonThrough?: string | null;
  told?: string;
  remindEvening?: number;
  remindBefore?: number;
}

/** A person; returns the id. */
export async function addPerson(db: Database, neighbour: Neighbour): Promise<string> {
  const id = newId();
  await run(
    db,
    `INSERT INTO people (id, first_name, mail, telephone, in_person_through, told, remind_evening, remind_before, created_at)
     VALUES (:id, :firstName, :mail, :telephone, :inPersonThrough, :told, :remindEvening, :remindBefore, 0)`,
    {
      id,
      firstName: neighbour.firstName,
      mail: neighbour.mail ?? null,
      telephone: neighbour.telephone ?? null,
      inPersonThrough: neighbour.inPersonThrough ?? null,
      told: neighbour.told ?? 'everything',
      remindEvening: neighbour.remindEvening ?? 1,
      remindBefore: neighbour.remindBefore ?? 1,
    },
  );
  return id;
}

export interface Keys {
  endpoint: string;
  p256dh?: string;
  auth?: string;
}

/** A device of a person that takes push messages; returns the session's hash. */
export async function addDevice(db: Database, person: string, keys: Keys): Promise<string> {
  const hash = newId();
  await db.write(async (tx) => {
    await tx.run(
      `INSERT INTO sessions (hash, person_id, created_at, expires_at, seen_at)
       VALUES (:hash, :person, 0, 4000000000, 0)`,
      { hash, person },
    );
    await tx.run(
      `INSERT INTO push_subscriptions (id, person_id, session_hash, endpoint, p256dh, auth, made_at)
       VALUES (:id, :person, :hash, :endpoint, :p256dh, :auth, 0)`,
      {
        id: newId(),
        person,
        hash,
        endpoint: keys.endpoint,
        p256dh: keys.p256dh ?? '',
        auth: keys.auth ?? '',
      },
    );
  });
  return hash;
}

export async function run(db: Database, sql: string, args: Args = {}): Promise<void> {
  await db.write((tx: Writer) => tx.run(sql, args));
}
