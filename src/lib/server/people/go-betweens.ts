import type { Database, Reader, Row } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';

/** One of the two: who says things for somebody, or for whom they do. */
export interface GoBetween {
  id: string;
  firstName: string;
}

/** `by` says things for `person` in a hub. */
export interface Pair {
  hub: string;
  person: string;
  by: string;
}

/** Who may say things for somebody in a hub, by first name. */
export async function ofPerson(db: Reader, hub: string, person: string): Promise<GoBetween[]> {
  const rows = await db.all(
    `SELECT people.id, people.first_name
     FROM go_betweens
     JOIN people ON people.id = go_betweens.by_id
     JOIN memberships ON memberships.person_id = go_betweens.by_id AND memberships.hub = go_betweens.hub
     WHERE go_betweens.person_id = :person AND go_betweens.hub = :hub
     ORDER BY people.first_name COLLATE NOCASE, people.id`,
    { hub, person },
  );
  return rows.map(fromRow);
}

/** For whom somebody may say things in a hub, by first name. */
export async function forWhom(db: Reader, hub: string, by: string): Promise<GoBetween[]> {
  const rows = await db.all(`${FOR_WHOM} ORDER BY people.first_name COLLATE NOCASE, people.id`, { hub, by });
  return rows.map(fromRow);
}

/** Whom they may say things for, by their id; null where they may not, whoever that is. */
export async function find(db: Reader, { hub, person, by }: Pair): Promise<GoBetween | null> {
  const row = await db.one(`${FOR_WHOM} AND people.id = :person`, { hub, by, person });
  return row && fromRow(row);
}

/**
 * Lets somebody say things for a neighbour of the same hub, as that one said themselves, or told `enteredBy`. Again
 * changes nothing. 'not-there' for somebody who does not belong to the hub, and for the same person twice.
 */
export async function allow(
  db: Database,
  {
    hub,
    person,
    by,
    said,
    enteredBy,
  }: Pair & { said: 'self' | 'in-person' | 'rang'; enteredBy: string | null },
  now: number,
): Promise<'allowed' | 'not-there'> {
  if (person === by) return 'not-there';
  return db.write(async (tx) => {
    await tx.run(
      `INSERT INTO go_betweens (person_id, by_id, hub, since, said, entered_by)
       SELECT mine.person_id, theirs.person_id, mine.hub, :now, :said, :enteredBy
       FROM memberships AS mine
       JOIN memberships AS theirs ON theirs.hub = mine.hub AND theirs.person_id = :by
       WHERE mine.person_id = :person AND mine.hub = :hub
       ON CONFLICT DO NOTHING`,
      { hub, person, by, said, enteredBy, now },
    );
    return (await find(tx, { hub, person, by })) ? 'allowed' : 'not-there';
  });
}

/** Ends it, whoever of the two wants that. */
export async function end(db: Database, { hub, person, by }: Pair): Promise<void> {
  await db.write((tx) =>
    tx.run('DELETE FROM go_betweens WHERE person_id = :person AND by_id = :by AND hub = :hub', {
      hub,
      person,
      by,
    }),
  );
}

/** Only while both belong to the hub. */
const FOR_WHOM = `
  SELECT people.id, people.first_name
  FROM go_betweens
  JOIN people ON people.id = go_betweens.person_id
  JOIN memberships AS mine ON mine.person_id = go_betweens.by_id AND mine.hub = go_betweens.hub
  JOIN memberships AS theirs ON theirs.person_id = go_betweens.person_id AND theirs.hub = go_betweens.hub
  WHERE go_betweens.by_id = :by AND go_betweens.hub = :hub`;

function fromRow(row: Row): GoBetween {
  return { id: text(row, 'id'), firstName: text(row, 'first_name') };
}
