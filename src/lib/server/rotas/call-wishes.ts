import type { Reader, Row } from '#server/db/database.ts';
import { number, text, textOrNull } from '#server/db/rows.ts';
import type { Part } from './call-times.ts';

export type HeardHow = 'in-person' | 'rang' | 'slip';

/** When somebody would like to be rung. Monday is 0. */
export interface When {
  weekday: number;
  part: Part;
}

/** Whom to ask when nobody answers. The person agreed to both. */
export interface Contact {
  name: string;
  telephone: string;
}

/** Their own yes: said by themselves, or heard by somebody on a day 'YYYY-MM-DD'. */
export type Yes = { said: 'self' } | { said: HeardHow; heardBy: string; heardOn: string };

/** A weekly call that somebody would like. Days are the hub's, instants Unix seconds. */
export interface Wish extends When {
  id: string;
  hub: string;
  zone: string;
  person: { id: string; firstName: string; telephone: string | null };
  said: 'self' | HeardHow;
  heardBy: string | null;
  heardOn: string;
  contact: Contact | null;
  lookedAfterBy: { id: string; firstName: string } | null;
  /** Calls are made on days after this one. */
  daysAfter: string;
  /** No calls before this day. */
  backOn: string | null;
  startedAt: number;
}

const WISHES = `
  SELECT w.id, w.hub, hubs.zone, w.weekday, w.part, w.said, hearer.first_name AS heard_by, w.heard_on,
         w.contact_name, w.contact_telephone, w.days_after, w.back_on, w.started_at,
         p.id AS person_id, p.first_name, p.telephone, host.id AS host_id, host.first_name AS host_name
    FROM call_wishes w
    JOIN hubs ON hubs.slug = w.hub
    JOIN people p ON p.id = w.person_id
    LEFT JOIN people hearer ON hearer.id = w.heard_by
    LEFT JOIN people host ON host.id = w.looked_after_by
   WHERE w.stopped_at IS NULL`;

/** Everybody of a hub who is rung, by first name; for its hosts. */
export async function ofHub(db: Reader, hub: string): Promise<Wish[]> {
  const order = 'ORDER BY p.first_name COLLATE NOCASE, w.id';
  return (await db.all(`${WISHES} AND w.hub = :hub ${order}`, { hub })).map(fromRow);
}

/** The calls that one person would like, in all their hubs. */
export async function ofPerson(db: Reader, person: string): Promise<Wish[]> {
  return (await db.all(`${WISHES} AND w.person_id = :person ORDER BY w.hub`, { person })).map(fromRow);
}

/** The calls in which one person has a part: they were asked, and have not ended it. */
export async function withHelper(db: Reader, person: string): Promise<Wish[]> {
  const theirs = `SELECT wish_id FROM call_pairs WHERE person_id = :person AND ended_at IS NULL
    UNION
    SELECT calls.wish_id
      FROM call_steps
      JOIN calls ON calls.id = call_steps.call_id
     WHERE call_steps.person_id = :person AND call_steps.outcome IS NULL AND calls.known_at IS NULL`;
  const order = 'ORDER BY w.weekday, p.first_name COLLATE NOCASE, w.id';
  return (await db.all(`${WISHES} AND w.id IN (${theirs}) ${order}`, { person })).map(fromRow);
}

/** A wish of this hub that goes on; null for any other. */
export async function find(db: Reader, hub: string, id: string): Promise<Wish | null> {
  const row = await db.one(`${WISHES} AND w.hub = :hub AND w.id = :id`, { hub, id });
  return row && fromRow(row);
}

/** Whether this wish is of this hub, or this person's own, going on or stopped: stopping it twice is stopping it. */
export async function isOf(
  db: Reader,
  id: string,
  { hub = null, person = null }: { hub?: string | null; person?: string | null },
): Promise<boolean> {
  const row = await db.one(
    'SELECT 1 FROM call_wishes WHERE id = :id AND (hub = :hub OR person_id = :person)',
    {
      ...{ id, hub, person },
    },
  );
  return row !== null;
}

function fromRow(row: Row): Wish {
  const [contact, host] = [textOrNull(row, 'contact_name'), textOrNull(row, 'host_id')];
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    zone: text(row, 'zone'),
    weekday: number(row, 'weekday'),
    part: text(row, 'part') as Part,
    person: {
      id: text(row, 'person_id'),
      firstName: text(row, 'first_name'),
      telephone: textOrNull(row, 'telephone'),
    },
    said: text(row, 'said') as Wish['said'],
    heardBy: textOrNull(row, 'heard_by'),
    heardOn: text(row, 'heard_on'),
    contact: contact === null ? null : { name: contact, telephone: text(row, 'contact_telephone') },
    lookedAfterBy: host === null ? null : { id: host, firstName: text(row, 'host_name') },
    daysAfter: text(row, 'days_after'),
    backOn: textOrNull(row, 'back_on'),
    startedAt: number(row, 'started_at'),
  };
}
