import type { Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';

export interface Known {
  id: string;
  firstName: string;
}

/** Drivers whom somebody has ridden with, or was asked to: these they may name. Nobody else's name is given away. */
export async function driversKnownTo(db: Reader, hub: string, person: string): Promise<Known[]> {
  const rows = await db.all(
    `SELECT DISTINCT people.id, people.first_name
     FROM lift_requests q
     JOIN rides ON rides.request_id = q.id AND rides.asked_at IS NOT NULL
     JOIN lift_offers o ON o.id = rides.offer_id
     JOIN people ON people.id = o.person_id
     WHERE q.person_id = :person AND q.hub = :hub
     ORDER BY people.first_name COLLATE NOCASE, people.id`,
    { person, hub },
  );
  return rows.map((row) => ({ id: text(row, 'id'), firstName: text(row, 'first_name') }));
}

/** "Rather not": from then on no plan puts the two together. Nobody else reads it. */
export async function say(
  tx: Writer,
  { hub, person, other }: { hub: string; person: string; other: string },
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO lift_rather_nots (person_id, other_id, hub, said_at)
     VALUES (:person, :other, :hub, :now)
     ON CONFLICT DO NOTHING`,
    { person, other, hub, now },
  );
}

export async function takeBack(
  tx: Writer,
  { hub, person, other }: { hub: string; person: string; other: string },
): Promise<void> {
  await tx.run(
    'DELETE FROM lift_rather_nots WHERE person_id = :person AND other_id = :other AND hub = :hub',
    { person, other, hub },
  );
}

/** With whom somebody would rather not ride; theirs alone. */
export async function of(db: Reader, person: string): Promise<(Known & { hub: string })[]> {
  const rows = await db.all(
    `SELECT people.id, people.first_name, lift_rather_nots.hub
     FROM lift_rather_nots
     JOIN people ON people.id = lift_rather_nots.other_id
     WHERE lift_rather_nots.person_id = :person
     ORDER BY people.first_name COLLATE NOCASE`,
    { person },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    firstName: text(row, 'first_name'),
    hub: text(row, 'hub'),
  }));
}
