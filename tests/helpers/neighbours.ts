import type { Database } from '#server/db/database.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as people from '#server/people/people.ts';

/** Tuesday 2 March 2027, 9 in the morning in Yorkshire. */
export const NOW = 1_803_978_000;

/** A hub called "The shelter" at `/the-shelter`. */
export function startHub(db: Database, name = 'The shelter', now = NOW): Promise<string> {
  return db.write((tx) =>
    hubs.start(tx, { name, place: 'Stainsacre', zone: 'Europe/London', about: '' }, now),
  );
}

/** Somebody who belongs to a hub, and has a proved mail address when one is given. */
export function settle(
  db: Database,
  hub: string,
  person: people.NewPerson & { proved?: boolean },
  now = NOW,
): Promise<string> {
  return db.write(async (tx) => {
    const id = await people.enter(tx, person, now);
    await people.joinHub(tx, id, hub, now);
    if (person.proved) await tx.run('UPDATE people SET mail_proved_at = :now WHERE id = :id', { id, now });
    return id;
  });
}

/** Gives a role without asking anybody. */
export function makeRole(db: Database, person: string, hub: string, role: 'host' | 'keeper', now = NOW) {
  return db.write((tx) =>
    tx.run('INSERT INTO roles (person_id, hub, role, given_at) VALUES (:person, :hub, :role, :now)', {
      person,
      hub,
      role,
      now,
    }),
  );
}
