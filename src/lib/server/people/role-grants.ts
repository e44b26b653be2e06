import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as people from './people.ts';
import type { Role } from './roles.ts';

/**
 * Gives somebody of a hub a role in the place of the one they had. The last keeper stays keeper until there is another;
 * 'not-here' for people of other hubs. Whoever takes a role away from somebody takes them off what they host, too, and
 * stands in where nobody else hosts it: meet-ups in their own home alone stay theirs.
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
    else if (by !== null && by !== person) await takeOverHosting(tx, { hub, person, by }, now);
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

/** The hubs that would be without a keeper if this person went. */
export async function keptAloneBy(db: Reader, person: string): Promise<{ slug: string; name: string }[]> {
  const rows = await db.all(
    `SELECT hubs.slug, hubs.name
     FROM roles AS own
     JOIN hubs ON hubs.slug = own.hub
     WHERE person_id = :person AND role = 'keeper' AND NOT EXISTS (
       SELECT 1
       FROM roles AS other
       WHERE other.hub = own.hub AND other.role = 'keeper' AND other.person_id <> :person)
     ORDER BY hubs.name COLLATE NOCASE`,
    { person },
  );
  return rows.map((row) => ({ slug: text(row, 'slug'), name: text(row, 'name') }));
}

/** The keepers of a hub, by id. */
export async function keepersOf(db: Reader, hub: string): Promise<string[]> {
  const rows = await db.all(`SELECT person_id FROM roles WHERE hub = :hub AND role = 'keeper'`, { hub });
  return rows.map((row) => text(row, 'person_id'));
}

/** The first names of a hub's keepers, for whoever has no desk there and must ask; null for whoever has one. */
export async function whomToAsk(
  db: Reader,
  { hub, person }: { hub: string; person: string },
): Promise<string[] | null> {
  const rows = await db.all(
    `SELECT roles.person_id, roles.role, people.first_name
     FROM roles
     JOIN people ON people.id = roles.person_id
     WHERE roles.hub = :hub AND (roles.role = 'keeper' OR roles.person_id = :person)
     ORDER BY roles.given_at, people.id`,
    { hub, person },
  );
  if (rows.some((row) => text(row, 'person_id') === person)) return null;
  return rows.map((row) => text(row, 'first_name'));
}

/** True when this person holds a role in any hub: then nobody else changes how they sign in. */
export async function hasAny(db: Reader, person: string): Promise<boolean> {
  return (await db.one('SELECT role FROM roles WHERE person_id = :person', { person })) !== null;
}

async function takeOverHosting(
  tx: Writer,
  given: { hub: string; person: string; by: string },
  now: number,
): Promise<void> {
  const elsewhere = `series.hub = :hub AND venues.home_of IS NOT :person`;
  await tx.run(
    `INSERT INTO series_hosts (series_id, person_id, since)
     SELECT own.series_id, :by, :now
     FROM series_hosts AS own
     JOIN series ON series.id = own.series_id
     JOIN venues ON venues.id = series.venue_id
     WHERE own.person_id = :person AND ${elsewhere} AND NOT EXISTS (
       SELECT 1
       FROM series_hosts AS other
       WHERE other.series_id = own.series_id AND other.person_id <> :person)`,
    { ...given, now },
  );
  await tx.run(
    `DELETE FROM series_hosts
     WHERE person_id = :person AND series_id IN (
       SELECT series.id
       FROM series
       JOIN venues ON venues.id = series.venue_id
       WHERE ${elsewhere})`,
    { hub: given.hub, person: given.person },
  );
  await takeOverDates(tx, given, now);
}

/** The same for dates that have hosts of their own: left without one, they would go back to those of their series. */
async function takeOverDates(
  tx: Writer,
  given: { hub: string; person: string; by: string },
  now: number,
): Promise<void> {
  const elsewhere = `
    SELECT meetups.id
    FROM meetups
    JOIN series ON series.id = meetups.series_id
    JOIN venues ON venues.id = COALESCE(meetups.venue_id, series.venue_id)
    WHERE meetups.hub = :hub AND venues.home_of IS NOT :person`;
  await tx.run(
    `INSERT INTO meetup_hosts (meetup_id, person_id, since)
     SELECT meetup_id, :by, :now
     FROM meetup_hosts AS own
     WHERE person_id = :person AND meetup_id IN (${elsewhere}) AND NOT EXISTS (
       SELECT 1
       FROM meetup_hosts AS other
       WHERE other.meetup_id = own.meetup_id AND other.person_id <> :person)`,
    { ...given, now },
  );
  await tx.run(`DELETE FROM meetup_hosts WHERE person_id = :person AND meetup_id IN (${elsewhere})`, {
    hub: given.hub,
    person: given.person,
  });
}

async function keepsAlone(db: Reader, hub: string, person: string): Promise<boolean> {
  return (await keptAloneBy(db, person)).some(({ slug }) => slug === hub);
}
