import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as people from './people.ts';
import type { Role } from './roles.ts';

/**
 * Gives somebody of a hub a role in the place of the one they had. The last keeper stays keeper until there is another;
 * 'not-here' for people of other hubs.
 */
export function change(
  db: Database,
  { hub, person, role, by }: { hub: string; person: string; role: Role; by: string | null },
  now: number,
): Promise<'changed' | 'last-keeper' | 'not-here'> {
  return db.write(async (tx) => {
    if (!(await people.findInHub(tx, hub, person))) return 'not-here';
    if (role !== 'keeper' && (await keepsAlone(tx, hub, person))) return 'last-keeper';
    await tx.run('DELETE FROM roles WHERE person_id = :person AND hub = :hub AND role <> :role', {
      person,
      hub,
      role,
    });
    if (role !== 'neighbour') await give(tx, { hub, person, role, by }, now);
    return 'changed';
  });
}

/** Writes a role down, as part of a caller's transaction; asks nothing. */
export async function give(
  tx: Writer,
  { hub, person, role, by }: { hub: string; person: string; role: 'host' | 'keeper'; by: string | null },
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO roles (person_id, hub, role, given_at, given_by)
     VALUES (:person, :hub, :role, :now, :by)
     ON CONFLICT DO NOTHING`,
    { person, hub, role, by, now },
  );
}

/** The slugs of the hubs that would be without a keeper if this person went. */
export async function keptAloneBy(db: Reader, person: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT hub
     FROM roles AS own
     WHERE person_id = :person AND role = 'keeper' AND NOT EXISTS (
       SELECT 1
       FROM roles AS other
       WHERE other.hub = own.hub AND other.role = 'keeper' AND other.person_id <> :person)
     ORDER BY hub`,
    { person },
  );
  return rows.map((row) => text(row, 'hub'));
}

/** True when this person holds a role in any hub: then nobody else changes how they sign in. */
export async function hasAny(db: Reader, person: string): Promise<boolean> {
  return (await db.one('SELECT role FROM roles WHERE person_id = :person', { person })) !== null;
}

async function keepsAlone(db: Reader, hub: string, person: string): Promise<boolean> {
  return (await keptAloneBy(db, person)).includes(hub);
}
