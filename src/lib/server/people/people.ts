import type { Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';

export type Told = 'everything' | 'only-mine' | 'cancellations';

/** A neighbour. Only the first name is always there. Times are Unix seconds. */
export interface Person {
  id: string;
  firstName: string;
  mail: string | null;
  mailProvedAt: number | null;
  mailFailedAt: number | null;
  telephone: string | null;
  telephonePublic: boolean;
  inPersonThrough: string | null;
  told: Told;
  remindEvening: boolean;
  remindBefore: boolean;
  createdAt: number;
}

export interface NewPerson {
  firstName: string;
  telephone?: string | null | undefined;
  mail?: string | null | undefined;
  inPersonThrough?: string | null | undefined;
  enteredBy?: string | null | undefined;
}

const COLUMNS = `people.id, people.first_name, people.mail, people.mail_proved_at, people.mail_failed_at,
  people.telephone, people.telephone_public, people.in_person_through, people.told, people.remind_evening,
  people.remind_before, people.created_at`;

/** A mail address as it is stored and compared. */
export function tidyMail(mail: string): string {
  return mail.trim().toLowerCase();
}

export async function find(db: Reader, id: string): Promise<Person | null> {
  const row = await db.one(`SELECT ${COLUMNS} FROM people WHERE id = :id`, { id });
  return row && fromRow(row);
}

export async function findByMail(db: Reader, mail: string): Promise<Person | null> {
  const row = await db.one(`SELECT ${COLUMNS} FROM people WHERE mail = :mail`, { mail: tidyMail(mail) });
  return row && fromRow(row);
}

/** Somebody, through a hub they belong to; null for people of other hubs. */
export async function findInHub(db: Reader, hub: string, id: string): Promise<Person | null> {
  const row = await db.one(
    `SELECT ${COLUMNS}
     FROM memberships
     JOIN people ON people.id = memberships.person_id
     WHERE memberships.hub = :hub AND memberships.person_id = :id`,
    { hub, id },
  );
  return row && fromRow(row);
}

/** Everybody in a hub, by first name. */
export async function ofHub(db: Reader, hub: string): Promise<Person[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
     FROM memberships
     JOIN people ON people.id = memberships.person_id
     WHERE memberships.hub = :hub
     ORDER BY people.first_name COLLATE NOCASE, people.id`,
    { hub },
  );
  return rows.map(fromRow);
}

/** Adds a person and returns their id. A mail given here is not proved; one that is known already is refused by the table. */
export async function enter(tx: Writer, person: NewPerson, now: number): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO people (id, first_name, mail, telephone, in_person_through, entered_by, created_at)
     VALUES (:id, :firstName, :mail, :telephone, :inPersonThrough, :enteredBy, :now)`,
    {
      id,
      firstName: person.firstName.trim(),
      mail: person.mail ? tidyMail(person.mail) : null,
      telephone: person.telephone?.trim() || null,
      inPersonThrough: person.inPersonThrough?.trim() || null,
      enteredBy: person.enteredBy ?? null,
      now,
    },
  );
  return id;
}

/** Makes somebody a neighbour of a hub; again changes nothing. */
export async function joinHub(tx: Writer, person: string, hub: string, now: number): Promise<void> {
  await tx.run(
    `INSERT INTO memberships (person_id, hub, joined_at)
     VALUES (:person, :hub, :now)
     ON CONFLICT DO NOTHING`,
    { person, hub, now },
  );
}

/** What a person is told, and when. */
export type Wishes = Pick<Person, 'told' | 'remindEvening' | 'remindBefore'>;

export async function changeWishes(tx: Writer, person: string, wishes: Wishes): Promise<void> {
  await tx.run(
    `UPDATE people
     SET told = :told, remind_evening = :remindEvening, remind_before = :remindBefore
     WHERE id = :person`,
    {
      person,
      told: wishes.told,
      remindEvening: Number(wishes.remindEvening),
      remindBefore: Number(wishes.remindBefore),
    },
  );
}

function fromRow(row: Row): Person {
  return {
    id: text(row, 'id'),
    firstName: text(row, 'first_name'),
    mail: textOrNull(row, 'mail'),
    mailProvedAt: numberOrNull(row, 'mail_proved_at'),
    mailFailedAt: numberOrNull(row, 'mail_failed_at'),
    telephone: textOrNull(row, 'telephone'),
    telephonePublic: flag(row, 'telephone_public'),
    inPersonThrough: textOrNull(row, 'in_person_through'),
    told: text(row, 'told') as Told,
    remindEvening: flag(row, 'remind_evening'),
    remindBefore: flag(row, 'remind_before'),
    createdAt: number(row, 'created_at'),
  };
}
