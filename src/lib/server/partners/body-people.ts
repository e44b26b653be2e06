import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as people from '#server/people/people.ts';

export const PARTS = ['clerk', 'cover', 'councillor'] as const;
export type Part = (typeof PARTS)[number];

/** Somebody who reads what is carried to a body, and answers for it. */
export interface BodyPerson {
  id: string;
  firstName: string;
  part: Part;
}

/** Those who answer for a body: its clerk first, then whoever stands in, then its councillors. */
export async function of(db: Reader, body: string): Promise<BodyPerson[]> {
  const rows = await db.all(
    `SELECT people.id, people.first_name, body_people.part
     FROM body_people
     JOIN people ON people.id = body_people.person_id
     WHERE body_people.body_id = :body
     ORDER BY CASE part WHEN 'clerk' THEN 0 WHEN 'cover' THEN 1 ELSE 2 END, people.first_name COLLATE NOCASE, people.id`,
    { body },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    firstName: text(row, 'first_name'),
    part: text(row, 'part') as Part,
  }));
}

/** The bodies that somebody answers for, by name. */
export async function ofPerson(
  db: Reader,
  person: string,
): Promise<{ id: string; hub: string; name: string }[]> {
  const rows = await db.all(
    `SELECT bodies.id, bodies.hub, bodies.name
     FROM body_people
     JOIN bodies ON bodies.id = body_people.body_id
     WHERE body_people.person_id = :person AND bodies.ended_at IS NULL
     ORDER BY bodies.name COLLATE NOCASE`,
    { person },
  );
  return rows.map((row) => ({ id: text(row, 'id'), hub: text(row, 'hub'), name: text(row, 'name') }));
}

/** Gives somebody of the hub a part in one of its bodies, in the place of the one they had. */
export function give(
  db: Database,
  { hub, body, person, part, by }: { hub: string; body: string; person: string; part: Part; by: string },
  now: number,
): Promise<'given' | 'not-here'> {
  return db.write(async (tx) => {
    if (!(await people.findInHub(tx, hub, person))) return 'not-here';
    const given = await tx.run(
      `INSERT INTO body_people (body_id, person_id, part, since, given_by)
       SELECT id, :person, :part, :now, :by
       FROM bodies
       WHERE id = :body AND hub = :hub AND ended_at IS NULL
       ON CONFLICT (body_id, person_id) DO UPDATE SET part = excluded.part`,
      { hub, body, person, part, by, now },
    );
    return given === 1 ? 'given' : 'not-here';
  });
}

/** Takes it away again: from then on they read what any neighbour reads. */
export async function end(
  tx: Writer,
  { hub, body, person }: { hub: string; body: string; person: string },
): Promise<void> {
  await tx.run(
    `DELETE FROM body_people
     WHERE person_id = :person AND body_id IN (SELECT id FROM bodies WHERE id = :body AND hub = :hub)`,
    { hub, body, person },
  );
}
