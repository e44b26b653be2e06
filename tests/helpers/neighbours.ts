import type { Database } from '#server/db/database.ts';
import { newId } from '#server/ids.ts';
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

/** A meet-up that ends at `endsAt`, at a public place; returns its id. */
export async function addMeetup(db: Database, hub: string, endsAt = NOW + 3 * 3600): Promise<string> {
  const [venue, series] = [newId(), newId()];
  const id = `${series}-2027-03-02`;
  await db.write(async (tx) => {
    await tx.run(
      `INSERT INTO venues (id, hub, kind, name, created_at) VALUES (:venue, :hub, 'public', 'The shelter', 0)`,
      { venue, hub },
    );
    await tx.run(
      `INSERT INTO series (id, hub, title, venue_id, start_local, length_min, created_at, changed_at)
       VALUES (:series, :hub, 'Tea', :venue, '2027-03-02T10:30', 90, 0, 0)`,
      { series, hub, venue },
    );
    await tx.run(
      `INSERT INTO meetups (id, series_id, hub, original_date, starts_local, starts_at, ends_at, changed_at)
       VALUES (:id, :series, :hub, '2027-03-02', '2027-03-02T10:30', :startsAt, :endsAt, 0)`,
      { id, series, hub, startsAt: endsAt - 5400, endsAt },
    );
  });
  return id;
}

/** Writes an answer down as it is, and perhaps a line to the host. */
export async function say(
  db: Database,
  person: string,
  meetup: string,
  said: { answer: string; place?: string; party?: number; needs?: string; at?: number },
): Promise<void> {
  const { answer, place = 'in', party = 1, needs, at = NOW } = said;
  await db.write(async (tx) => {
    await tx.run(
      `INSERT INTO rsvps (meetup_id, person_id, answer, place, party, line, answered_at, changed_at)
       VALUES (:meetup, :person, :answer, :place, :party, CASE :place WHEN 'waiting' THEN :at END, :at, :at)`,
      { meetup, person, answer, place, party, at },
    );
    if (needs) {
      await tx.run(
        `INSERT INTO needs (meetup_id, person_id, words, delete_at)
         VALUES (:meetup, :person, :needs, 4000000000)`,
        { meetup, person, needs },
      );
    }
  });
}
