import type { Database, Reader, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import type { Cell, Rota } from './fill-problem.ts';
import type { Locked } from './rota-problem.ts';
import * as proposals from './proposals.ts';
import type { Shift } from './shifts.ts';

/** A proposal for the next weeks. Days are 'YYYY-MM-DD', instants Unix seconds. */
export interface Draft {
  id: string;
  hub: string;
  from: string;
  to: string;
  madeAt: number;
  how: 'first' | 'proven' | 'best-found';
  editedAt: number | null;
  askedAt: number | null;
  cells: DraftCell[];
}

export interface DraftCell {
  meetup: string;
  job: string;
  /** From 0; those that must be filled come first. */
  place: number;
  must: boolean;
  person: string | null;
  locked: boolean;
}

/** The draft of a hub, or null. */
export async function of(db: Reader, hub: string): Promise<Draft | null> {
  const row = await db.one(
    `SELECT id, hub, from_date, to_date, made_at, how, edited_at, asked_at
     FROM drafts
     WHERE hub = :hub`,
    { hub },
  );
  if (!row) return null;
  const id = text(row, 'id');
  return {
    id,
    hub,
    from: text(row, 'from_date'),
    to: text(row, 'to_date'),
    madeAt: number(row, 'made_at'),
    how: text(row, 'how') as Draft['how'],
    editedAt: numberOrNull(row, 'edited_at'),
    askedAt: numberOrNull(row, 'asked_at'),
    cells: await cellsOf(db, id),
  };
}

/** Who sits where because the host wants it so. */
export function lockedIn(draft: Draft | null): Locked[] {
  return peopleIn(draft?.cells.filter(({ locked }) => locked) ?? []);
}

/** Who sits where. */
export function peopleIn(cells: DraftCell[]): Locked[] {
  return cells.flatMap(({ meetup, job, person }) => (person === null ? [] : [{ meetup, job, person }]));
}

/** Puts a new draft in the place of the old one and returns its id. What was locked stays locked. */
export async function replace(
  db: Database,
  { hub, from, to, by, rota, locked }: NewDraft,
  now: number,
): Promise<string> {
  const id = newId();
  await db.write(async (tx) => {
    await tx.run('DELETE FROM drafts WHERE hub = :hub', { hub });
    await tx.run(
      `INSERT INTO drafts (id, hub, from_date, to_date, made_at, made_by, how)
       VALUES (:id, :hub, :from, :to, :now, :by, 'first')`,
      { id, hub, from, to, by, now },
    );
    await writeCells(tx, id, rota.cells, locked);
  });
  return id;
}

export interface NewDraft {
  hub: string;
  from: string;
  to: string;
  by: string;
  rota: Rota;
  locked: Locked[];
}

/** Takes a better rota over, unless the host has changed or sent the draft meanwhile. True when it did. */
export async function improve(
  db: Database,
  id: string,
  { rota, how, locked }: { rota: Rota; how: 'proven' | 'best-found'; locked: Locked[] },
): Promise<boolean> {
  return db.write(async (tx) => {
    const same = await tx.run(
      `UPDATE drafts SET how = :how WHERE id = :id AND edited_at IS NULL AND asked_at IS NULL`,
      { id, how },
    );
    if (same === 0) return false;
    await tx.run('DELETE FROM draft_cells WHERE draft_id = :id', { id });
    await writeCells(tx, id, rota.cells, locked);
    return true;
  });
}

/** Puts a helper of the hub, or nobody, in a place by hand; from then on it stays as it is in every new draft. */
export async function put(
  db: Database,
  draft: string,
  { meetup, job, place, person }: Pick<DraftCell, 'meetup' | 'job' | 'place' | 'person'>,
  now: number,
): Promise<void> {
  await db.write(async (tx) => {
    const changed = await tx.run(
      `UPDATE draft_cells SET person_id = :person, locked = :locked
       WHERE draft_id = :draft AND meetup_id = :meetup AND job_id = :job AND place = :place
         AND (:person IS NULL OR EXISTS (
           SELECT 1 FROM drafts
           JOIN helpers ON helpers.hub = drafts.hub AND helpers.person_id = :person
           WHERE drafts.id = :draft))
         AND (:person IS NULL OR NOT EXISTS (
           SELECT 1 FROM draft_cells AS other
           WHERE other.draft_id = :draft AND other.meetup_id = :meetup AND other.job_id = :job
             AND other.place <> :place AND other.person_id = :person))`,
      { draft, meetup, job, place, person, locked: Number(person !== null) },
    );
    if (changed > 0) await tx.run('UPDATE drafts SET edited_at = :now WHERE id = :draft', { draft, now });
  });
}

/** Keeps a place as it is in a new draft, or lets it be filled anew. */
export async function lock(
  db: Database,
  draft: string,
  { meetup, job, place, locked }: Pick<DraftCell, 'meetup' | 'job' | 'place' | 'locked'>,
): Promise<void> {
  await db.write((tx) =>
    tx.run(
      `UPDATE draft_cells SET locked = :locked
       WHERE draft_id = :draft AND meetup_id = :meetup AND job_id = :job AND place = :place
         AND person_id IS NOT NULL`,
      { draft, meetup, job, place, locked: Number(locked) },
    ),
  );
}

export async function discard(db: Database, hub: string): Promise<void> {
  await db.write((tx) => tx.run('DELETE FROM drafts WHERE hub = :hub', { hub }));
}

/**
 * Asks everybody in the draft who is not on the rota yet, each with one letter for all their turns: a proposal, to
 * which no is an answer too. Returns how many people are asked. Sent again it asks nobody twice.
 */
export async function askEverybody(
  db: Database,
  draft: Draft,
  { all, by }: { all: Shift[]; by: string },
  now: number,
): Promise<number> {
  const byKey = new Map(all.map((shift) => [`${shift.meetup.id}/${shift.job.id}`, shift]));
  return db.write(async (tx) => {
    const sent = await tx.run(
      'UPDATE drafts SET asked_at = :now, asked_by = :by WHERE id = :id AND asked_at IS NULL',
      { id: draft.id, by, now },
    );
    if (sent === 0) return 0;
    const asked = new Map<string, number>();
    for (const cell of draft.cells) {
      const shift = byKey.get(`${cell.meetup}/${cell.job}`);
      if (!shift || cell.person === null) continue;
      if (await proposals.propose(tx, shift, cell.person, now)) {
        asked.set(cell.person, Math.max(asked.get(cell.person) ?? 0, shift.meetup.startsAt));
      }
    }
    await proposals.tell(tx, { hub: draft.hub, subject: draft.id, asked }, now);
    return asked.size;
  });
}

async function cellsOf(db: Reader, draft: string): Promise<DraftCell[]> {
  const rows = await db.all(
    `SELECT meetup_id, job_id, place, must, person_id, locked
     FROM draft_cells
     WHERE draft_id = :draft
     ORDER BY meetup_id, job_id, place`,
    { draft },
  );
  return rows.map((row) => ({
    meetup: text(row, 'meetup_id'),
    job: text(row, 'job_id'),
    place: number(row, 'place'),
    must: flag(row, 'must'),
    person: textOrNull(row, 'person_id'),
    locked: flag(row, 'locked'),
  }));
}

async function writeCells(tx: Writer, draft: string, cells: Cell[], locked: Locked[]): Promise<void> {
  const isLocked = (shift: string, person: string | null) =>
    locked.some((one) => `${one.meetup}/${one.job}` === shift && one.person === person);
  const rows = cells.map(({ shift, place, must, person }) => {
    const [meetup, job] = shift.split('/');
    return { meetup, job, place, must: Number(must), person, locked: Number(isLocked(shift, person)) };
  });
  await tx.run(
    `INSERT INTO draft_cells (draft_id, meetup_id, job_id, place, must, person_id, locked)
     SELECT :draft, value ->> 'meetup', value ->> 'job', value ->> 'place', value ->> 'must', value ->> 'person',
       value ->> 'locked'
     FROM json_each(:rows)`,
    { draft, rows: JSON.stringify(rows) },
  );
}
