import type { Reader, Row } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import type { Role } from './roles.ts';

/** Somebody of a hub as its hosts see them. */
export interface Listed {
  id: string;
  firstName: string;
  role: Role;
  mail: string | null;
  /** When letters to that address last came back; null while it works. Unix seconds. */
  mailFailedAt: number | null;
  telephone: string | null;
  inPersonThrough: string | null;
  /** How many devices take push messages. */
  devices: number;
}

/** The people of a hub by first name; with words, those whose name, mail or telephone holds them all. */
export async function list(db: Reader, hub: string, words = ''): Promise<Listed[]> {
  const rows = await db.all(
    `SELECT people.id, people.first_name, people.mail, people.mail_failed_at, people.telephone,
       people.in_person_through,
       (SELECT max(CASE role WHEN 'keeper' THEN 2 ELSE 1 END)
        FROM roles
        WHERE roles.person_id = people.id AND roles.hub = memberships.hub) AS rank,
       (SELECT count(*)
        FROM push_subscriptions
        WHERE push_subscriptions.person_id = people.id) AS devices
     FROM memberships
     JOIN people ON people.id = memberships.person_id
     WHERE memberships.hub = :hub
     ORDER BY people.first_name COLLATE NOCASE, people.created_at`,
    { hub },
  );
  const wanted = plain(words).split(' ').filter(Boolean);
  return rows.map(fromRow).filter((person) => wanted.every((word) => heap(person).includes(word)));
}

/** What somebody is in a hub they belong to. */
export async function roleOf(db: Reader, hub: string, person: string): Promise<Role> {
  const row = await db.one(
    `SELECT max(CASE role WHEN 'keeper' THEN 2 ELSE 1 END) AS rank
     FROM roles
     WHERE hub = :hub AND person_id = :person`,
    { hub, person },
  );
  return roleOfRank(row && numberOrNull(row, 'rank'));
}

function roleOfRank(rank: number | null): Role {
  return rank === 2 ? 'keeper' : rank === 1 ? 'host' : 'neighbour';
}

function heap({ firstName, mail, telephone, inPersonThrough }: Listed): string {
  const figures = telephone?.replace(/\D/g, '');
  return plain([firstName, mail, telephone, figures, inPersonThrough].filter(Boolean).join(' '));
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toLowerCase();
}

function fromRow(row: Row): Listed {
  return {
    id: text(row, 'id'),
    firstName: text(row, 'first_name'),
    role: roleOfRank(numberOrNull(row, 'rank')),
    mail: textOrNull(row, 'mail'),
    mailFailedAt: numberOrNull(row, 'mail_failed_at'),
    telephone: textOrNull(row, 'telephone'),
    inPersonThrough: textOrNull(row, 'in_person_through'),
    devices: number(row, 'devices'),
  };
}
