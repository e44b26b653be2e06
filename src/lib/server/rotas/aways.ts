import type { Database, Reader, Row } from '#server/db/database.ts';
import { numberOrNull, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { addDays, weekdayOf } from '#server/meetups/days.ts';

/** Days on which somebody cannot help, both ends included. Days are 'YYYY-MM-DD'. */
export interface Away {
  id: string;
  person: string;
  /** 'no-lifting': can chat, cannot lift. */
  kind: 'away' | 'maybe' | 'no-lifting';
  from: string;
  to: string;
  /** Only on this day of the week, Monday being 0; null: every day. */
  weekday: number | null;
}

export type NewAway = Omit<Away, 'id'> & { enteredBy?: string | null };

/** 'wrong-way-round': it ends before it begins. 'never': that day of the week does not come in between. */
export type Outcome = 'saved' | 'wrong-way-round' | 'never' | 'too-many';

const MOST = 60;
const SELECT = `
  SELECT aways.id, aways.person_id, aways.kind, aways.from_date, aways.to_date, aways.weekday
  FROM aways`;

/** What somebody said, from a day on, soonest first. */
export async function ofPerson(db: Reader, person: string, from: string): Promise<Away[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE person_id = :person AND to_date >= :from
     ORDER BY from_date, to_date, id`,
    { person, from },
  );
  return rows.map(fromRow);
}

/** What everybody of a hub said that touches these days. */
export async function ofHub(db: Reader, hub: string, from: string, to: string): Promise<Away[]> {
  const rows = await db.all(
    `${SELECT}
     JOIN memberships ON memberships.person_id = aways.person_id AND memberships.hub = :hub
     WHERE aways.to_date >= :from AND aways.from_date <= :to`,
    { hub, from, to },
  );
  return rows.map(fromRow);
}

export async function say(db: Database, given: NewAway, now: number): Promise<Outcome> {
  const { person, kind, from, to, weekday, enteredBy = null } = given;
  if (to < from) return 'wrong-way-round';
  if (weekday !== null && !comesBetween(weekday, from, to)) return 'never';
  const written = await db.write((tx) =>
    tx.run(
      `INSERT INTO aways (id, person_id, kind, from_date, to_date, weekday, said_at, entered_by)
       SELECT :id, :person, :kind, :from, :to, :weekday, :now, :enteredBy
       WHERE :most > (SELECT COUNT(*) FROM aways WHERE person_id = :person)`,
      { id: newId(), person, kind, from, to, weekday, enteredBy, now, most: MOST },
    ),
  );
  return written === 1 ? 'saved' : 'too-many';
}

export async function takeBack(db: Database, person: string, id: string): Promise<void> {
  await db.write((tx) => tx.run('DELETE FROM aways WHERE id = :id AND person_id = :person', { id, person }));
}

/** Forgets what ended before a day. */
export async function forget(db: Database, before: string): Promise<void> {
  await db.write((tx) => tx.run('DELETE FROM aways WHERE to_date < :before', { before }));
}

/** What holds on a day: the strictest of what was said, or null when they are free. */
export function onDay(
  aways: Pick<Away, 'kind' | 'from' | 'to' | 'weekday'>[],
  day: string,
): Away['kind'] | null {
  const kinds = aways.filter((away) => covers(away, day)).map(({ kind }) => kind);
  return (['away', 'no-lifting', 'maybe'] as const).find((kind) => kinds.includes(kind)) ?? null;
}

function covers({ from, to, weekday }: Pick<Away, 'from' | 'to' | 'weekday'>, day: string): boolean {
  return from <= day && day <= to && (weekday === null || weekdayOf(day) === weekday);
}

function comesBetween(weekday: number, from: string, to: string): boolean {
  const next = addDays(from, (weekday - weekdayOf(from) + 7) % 7);
  return next <= to;
}

function fromRow(row: Row): Away {
  return {
    id: text(row, 'id'),
    person: text(row, 'person_id'),
    kind: text(row, 'kind') as Away['kind'],
    from: text(row, 'from_date'),
    to: text(row, 'to_date'),
    weekday: numberOrNull(row, 'weekday'),
  };
}
