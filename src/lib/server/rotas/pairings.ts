import type { Database, Reader, Row } from '#server/db/database.ts';
import { numberOrNull, text } from '#server/db/rows.ts';

/** A wish of two people about each other, or one person's private "not together". Instants are Unix seconds. */
export interface Pairing {
  person: string;
  firstName: string;
  other: string;
  otherName: string;
  kind: Kind;
  /** Set when the other said yes; never for 'not-together', which asks nobody. */
  agreedAt: number | null;
}

export type Kind = 'together' | 'apart' | 'alternating' | 'not-together';

const SELECT = `
  SELECT pairings.person_id, one.first_name, pairings.other_id, two.first_name AS other_name, pairings.kind,
    pairings.agreed_at
  FROM pairings
  JOIN people AS one ON one.id = pairings.person_id
  JOIN people AS two ON two.id = pairings.other_id`;

/** What somebody wished, and what others asked of them; never what others keep to themselves. */
export async function ofPerson(db: Reader, hub: string, person: string): Promise<Pairing[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE pairings.hub = :hub
       AND (pairings.person_id = :person OR pairings.other_id = :person AND pairings.kind <> 'not-together')
     ORDER BY pairings.said_at, pairings.other_id`,
    { hub, person },
  );
  return rows.map(fromRow);
}

/** Everything that holds in a hub, private ones too: for making a rota, never for showing. */
export async function holding(db: Reader, hub: string): Promise<Pairing[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE pairings.hub = :hub AND (pairings.agreed_at IS NOT NULL OR pairings.kind = 'not-together')
     ORDER BY pairings.person_id, pairings.other_id`,
    { hub },
  );
  return rows.map(fromRow);
}

/** What two people of a hub are to each other. `forSomebody`: somebody else enters it for `person`. */
export interface Pair {
  hub: string;
  person: string;
  other: string;
  forSomebody?: boolean;
}

/**
 * Wishes something about a neighbour of the same hub. All but 'not-together' hold only with the other's yes: where
 * both wish the same, that is the yes. 'not-there' for somebody who does not belong to the hub. What is private stands,
 * and stays unknown, when somebody else enters a wish.
 */
export async function wish(
  db: Database,
  { hub, person, other, kind, forSomebody = false }: Pair & { kind: Kind },
  now: number,
): Promise<'holds' | 'asked' | 'not-there'> {
  if (person === other) return 'not-there';
  return db.write(async (tx) => {
    const written = await tx.run(
      `INSERT INTO pairings (person_id, other_id, hub, kind, said_at)
       SELECT :person, :other, :hub, :kind, :now
       FROM memberships AS mine
       JOIN memberships AS theirs ON theirs.hub = mine.hub AND theirs.person_id = :other
       WHERE mine.person_id = :person AND mine.hub = :hub
       ON CONFLICT (person_id, other_id, hub) DO UPDATE SET
         agreed_at = CASE WHEN kind = excluded.kind THEN agreed_at END, kind = excluded.kind,
         said_at = excluded.said_at
       WHERE kind <> 'not-together' OR NOT :forSomebody`,
      { hub, person, other, kind, now, forSomebody: Number(forSomebody) },
    );
    if (written === 0 && !(await isThere(tx, { hub, person, other }))) return 'not-there';
    if (kind === 'not-together') return 'holds';
    if (written === 0) return 'asked';
    const met = await tx.run(
      `UPDATE pairings SET agreed_at = :now
       WHERE hub = :hub AND kind = :kind AND agreed_at IS NULL
         AND (person_id = :person AND other_id = :other OR person_id = :other AND other_id = :person)
         AND EXISTS (
           SELECT 1 FROM pairings AS back
           WHERE back.hub = :hub AND back.kind = :kind AND back.person_id = :other AND back.other_id = :person)`,
      { hub, person, other, kind, now },
    );
    return met > 0 ? 'holds' : 'asked';
  });
}

/** The other's yes to what somebody wished of them. */
export async function agree(
  db: Database,
  { hub, person, other }: { hub: string; person: string; other: string },
  now: number,
): Promise<void> {
  await db.write((tx) =>
    tx.run(
      `UPDATE pairings SET agreed_at = :now
       WHERE hub = :hub AND person_id = :other AND other_id = :person AND kind <> 'not-together'
         AND agreed_at IS NULL`,
      { hub, person, other, now },
    ),
  );
}

/** Ends it for both, whoever wished it; a private one only by its own author, and by nobody for them. */
export async function end(db: Database, { hub, person, other, forSomebody = false }: Pair): Promise<void> {
  await db.write((tx) =>
    tx.run(
      `DELETE FROM pairings
       WHERE hub = :hub AND (kind <> 'not-together' OR person_id = :person AND NOT :forSomebody)
         AND (person_id = :person AND other_id = :other OR person_id = :other AND other_id = :person)`,
      { hub, person, other, forSomebody: Number(forSomebody) },
    ),
  );
}

async function isThere(tx: Reader, { hub, person, other }: Pair): Promise<boolean> {
  const row = await tx.one(
    'SELECT hub FROM pairings WHERE hub = :hub AND person_id = :person AND other_id = :other',
    { hub, person, other },
  );
  return row !== null;
}

function fromRow(row: Row): Pairing {
  return {
    person: text(row, 'person_id'),
    firstName: text(row, 'first_name'),
    other: text(row, 'other_id'),
    otherName: text(row, 'other_name'),
    kind: text(row, 'kind') as Kind,
    agreedAt: numberOrNull(row, 'agreed_at'),
  };
}
