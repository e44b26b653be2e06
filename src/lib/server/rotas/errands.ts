import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';

/** Something to be done by a day, at no fixed time: leaflets for Mill Lane, fetch the key. Days are 'YYYY-MM-DD'. */
export interface Errand {
  id: string;
  hub: string;
  name: string;
  words: string;
  by: string;
  minutes: number | null;
  taker: { id: string; firstName: string } | null;
  doneAt: number | null;
}

export type NewErrand = Pick<Errand, 'hub' | 'name' | 'words' | 'by' | 'minutes'> & { madeBy: string };

const SELECT = `
  SELECT errands.id, errands.hub, errands.name, errands.words, errands.by_date, errands.minutes, errands.done_at,
    people.id AS taker, people.first_name
  FROM errands
  LEFT JOIN people ON people.id = errands.taken_by`;

/** Those of a hub that are still to be done, soonest first; late ones stay until somebody does or closes them. */
export async function open(db: Reader, hub: string): Promise<Errand[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE errands.hub = :hub AND errands.done_at IS NULL AND errands.closed_at IS NULL
     ORDER BY errands.by_date, errands.name COLLATE NOCASE, errands.id`,
    { hub },
  );
  return rows.map(fromRow);
}

/** What somebody took on and has not done yet, in all their hubs. */
export async function ofPerson(db: Reader, person: string): Promise<Errand[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE errands.taken_by = :person AND errands.done_at IS NULL AND errands.closed_at IS NULL
     ORDER BY errands.by_date, errands.id`,
    { person },
  );
  return rows.map(fromRow);
}

export async function make(tx: Writer, errand: NewErrand, now: number): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO errands (id, hub, name, words, by_date, minutes, made_at, made_by)
     VALUES (:id, :hub, :name, :words, :by, :minutes, :now, :madeBy)`,
    { id, now, ...errand },
  );
  return id;
}

/** Takes it on; of two who do so at once the first has it. */
export function take(
  db: Database,
  hub: string,
  id: string,
  person: string,
  now: number,
): Promise<'taken' | 'gone'> {
  return db.write((tx) => takeWithin(tx, { hub, id }, person, now));
}

/** As `take`, as part of a caller's transaction. */
export async function takeWithin(
  tx: Writer,
  { hub, id }: Pick<Errand, 'hub' | 'id'>,
  person: string,
  now: number,
): Promise<'taken' | 'gone'> {
  const taken = await tx.run(
    `UPDATE errands SET taken_at = COALESCE(taken_at, :now), taken_by = :person
     WHERE id = :id AND hub = :hub AND done_at IS NULL AND closed_at IS NULL
       AND (taken_by IS NULL OR taken_by = :person)`,
    { id, hub, person, now },
  );
  return taken === 1 ? 'taken' : 'gone';
}

/** Gives it back, so that somebody else can take it. */
export async function giveBack(db: Database, hub: string, id: string, person: string): Promise<void> {
  await db.write((tx) =>
    tx.run(
      `UPDATE errands SET taken_at = NULL, taken_by = NULL
       WHERE id = :id AND hub = :hub AND taken_by = :person AND done_at IS NULL`,
      { id, hub, person },
    ),
  );
}

/** It is done, as whoever took it says, or a host for them (`person` null). */
export async function finish(
  db: Database,
  hub: string,
  id: string,
  person: string | null,
  now: number,
): Promise<void> {
  await db.write((tx) =>
    tx.run(
      `UPDATE errands SET done_at = :now
       WHERE id = :id AND hub = :hub AND done_at IS NULL AND (:person IS NULL OR taken_by = :person)`,
      { id, hub, person, now },
    ),
  );
}

/** It is no longer wanted. */
export async function close(db: Database, hub: string, id: string, now: number): Promise<void> {
  await db.write((tx) =>
    tx.run('UPDATE errands SET closed_at = :now WHERE id = :id AND hub = :hub', { id, hub, now }),
  );
}

function fromRow(row: Row): Errand {
  const taker = textOrNull(row, 'taker');
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    name: text(row, 'name'),
    words: text(row, 'words'),
    by: text(row, 'by_date'),
    minutes: numberOrNull(row, 'minutes'),
    taker: taker === null ? null : { id: taker, firstName: text(row, 'first_name') },
    doneAt: numberOrNull(row, 'done_at'),
  };
}
