import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';

export const KINDS = ['parish', 'county', 'health', 'other'] as const;
export const NATIONS = ['england', 'wales'] as const;

/** A council or another organisation that a hub may ask. */
export interface Body {
  id: string;
  hub: string;
  name: string;
  kind: (typeof KINDS)[number];
  nation: (typeof NATIONS)[number];
  /** What it decides, in plain words. */
  remit: string;
  /** How many days before a meeting its clerk wants to know. */
  daysAhead: number;
  /** How many days after a meeting an answer is expected. */
  answersWithin: number;
  /** What it was called before; '' when it was never renamed. */
  formerly: string;
  endedAt: number | null;
  /** The body that keeps what this one promised. */
  followedBy: string | null;
}

export type BodyCard = Pick<Body, 'name' | 'kind' | 'nation' | 'remit' | 'daysAhead' | 'answersWithin'>;

const COLUMNS = `bodies.id, bodies.hub, bodies.name, bodies.kind, bodies.nation, bodies.remit, bodies.days_ahead,
  bodies.answers_within, bodies.formerly, bodies.ended_at, bodies.followed_by`;

/** The bodies of a hub by name; those that are no more come last. */
export async function ofHub(db: Reader, hub: string): Promise<Body[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
     FROM bodies
     WHERE hub = :hub
     ORDER BY ended_at IS NOT NULL, name COLLATE NOCASE, id`,
    { hub },
  );
  return rows.map(fromRow);
}

export async function find(db: Reader, hub: string, id: string): Promise<Body | null> {
  const row = await db.one(`SELECT ${COLUMNS} FROM bodies WHERE id = :id AND hub = :hub`, { id, hub });
  return row && fromRow(row);
}

/** Writes a body down; the same form again is the same body. */
export function add(
  db: Database,
  { hub, card, by, once }: { hub: string; card: BodyCard; by: string; once: string },
  now: number,
): Promise<string> {
  return db.write((tx) =>
    takenForms.once(
      tx,
      takenForms.keyFor(`body ${by}`, once),
      async () => {
        const id = newId();
        await tx.run(
          `INSERT INTO bodies (id, hub, name, kind, nation, remit, days_ahead, answers_within, made_at, made_by)
           VALUES (:id, :hub, :name, :kind, :nation, :remit, :daysAhead, :answersWithin, :now, :by)`,
          { id, hub, ...card, by, now },
        );
        return id;
      },
      now,
    ),
  );
}

/** Puts its card right. Under a new name it is still known by the old one. */
export function change(
  db: Database,
  { hub, body, card }: { hub: string; body: string; card: BodyCard },
): Promise<'changed' | 'not-found'> {
  return db.write(async (tx) => {
    const changed = await tx.run(
      `UPDATE bodies
       SET formerly = CASE WHEN name = :name THEN formerly ELSE name END, name = :name, kind = :kind,
         nation = :nation, remit = :remit, days_ahead = :daysAhead, answers_within = :answersWithin
       WHERE id = :body AND hub = :hub`,
      { hub, body, ...card },
    );
    return changed === 1 ? 'changed' : 'not-found';
  });
}

/**
 * A body that is no more. What was carried to it, and what it promised, goes to the body that takes its place; a view
 * that was for it alone stays for it alone. 'not-here' where there is no such successor.
 */
export function end(
  db: Database,
  { hub, body, followedBy, by }: { hub: string; body: string; followedBy: string | null; by: string },
  now: number,
): Promise<'ended' | 'not-here'> {
  return db.write(async (tx) => {
    if (followedBy !== null && (followedBy === body || !(await isGoingOn(tx, hub, followedBy))))
      return 'not-here';
    const ended = await tx.run(
      `UPDATE bodies
       SET ended_at = :now, ended_by = :by, followed_by = :followedBy
       WHERE id = :body AND hub = :hub AND ended_at IS NULL`,
      { hub, body, followedBy, by, now },
    );
    if (ended === 0) return 'not-here';
    if (followedBy !== null) await leaveTo(tx, body, followedBy);
    return 'ended';
  });
}

/** What it has not answered or replied to yet, and what it promised, is for whoever follows it. */
async function leaveTo(tx: Writer, body: string, followedBy: string): Promise<void> {
  const both = { body, followedBy };
  await tx.run('UPDATE carries SET body_id = :followedBy WHERE body_id = :body AND ended_at IS NULL', both);
  await tx.run('UPDATE asks SET body_id = :followedBy WHERE body_id = :body AND replied_at IS NULL', both);
  await tx.run(
    'UPDATE promises SET body_id = :followedBy WHERE body_id = :body AND settled_at IS NULL',
    both,
  );
}

async function isGoingOn(db: Reader, hub: string, id: string): Promise<boolean> {
  const body = await find(db, hub, id);
  return body !== null && body.endedAt === null;
}

function fromRow(row: Row): Body {
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    name: text(row, 'name'),
    kind: text(row, 'kind') as Body['kind'],
    nation: text(row, 'nation') as Body['nation'],
    remit: text(row, 'remit'),
    daysAhead: number(row, 'days_ahead'),
    answersWithin: number(row, 'answers_within'),
    formerly: text(row, 'formerly'),
    endedAt: numberOrNull(row, 'ended_at'),
    followedBy: textOrNull(row, 'followed_by'),
  };
}
