import { DAY } from '#server/clock.ts';
import type { Database, Reader } from '#server/db/database.ts';
import { number } from '#server/db/rows.ts';
import { hash, sign } from '#server/secrets.ts';
import * as entries from './entries.ts';
import * as people from './people.ts';
import type { Person } from './people.ts';

/** A card that a host prints for somebody is carried round to them: it is good for longer than one on a screen. */
export const GOOD_FOR = 7 * DAY;

/**
 * The secret part of the address on a card, made from the form that asked for it: the same form gives the same card,
 * and only its hash is stored.
 */
export function tokenOf(key: string, { person, once }: { person: string; once: string }): string {
  return sign(key, `card ${person} ${once}`);
}

/**
 * Whether a host of `hub` may hand somebody a card. Whoever has it is that person from then on, so it is for those
 * who have no way in of their own and nothing outside this hub: no proved mail, passkey, role or other hub.
 */
export async function mayBeFor(db: Reader, hub: string, person: Person): Promise<boolean> {
  if (!(await entries.mailIsOpen(db, person))) return false;
  const row = await db.one(
    `SELECT EXISTS (SELECT 1 FROM passkeys WHERE person_id = :person)
         OR EXISTS (SELECT 1 FROM memberships WHERE person_id = :person AND hub <> :hub) AS has_more`,
    { person: person.id, hub },
  );
  return row!.has_more === 0;
}

/** Makes a card for somebody, and any that they have not used yet is good no longer. */
export function make(
  db: Database,
  { hub, person, by, token }: { hub: string; person: string; by: string; token: string },
  now: number,
): Promise<'made' | 'not-for-them'> {
  return db.write(async (tx) => {
    const found = await people.findInHub(tx, hub, person);
    if (!found || !(await mayBeFor(tx, hub, found))) return 'not-for-them';
    await tx.run(
      'DELETE FROM sign_in_cards WHERE person_id = :person AND used_at IS NULL AND hash <> :hash',
      {
        person,
        hash: hash(token),
      },
    );
    await tx.run(
      `INSERT INTO sign_in_cards (hash, person_id, made_at, expires_at, made_by)
       VALUES (:hash, :person, :now, :expiresAt, :by)
       ON CONFLICT DO NOTHING`,
      { hash: hash(token), person, now, expiresAt: now + GOOD_FOR, by },
    );
    return 'made';
  });
}

/** Until when the card with this secret signs them in, Unix seconds; null when it no longer does. */
export async function goodUntil(
  db: Reader,
  { person, token }: { person: string; token: string },
  now: number,
): Promise<number | null> {
  const row = await db.one(
    `SELECT expires_at
     FROM sign_in_cards
     WHERE hash = :hash AND person_id = :person AND used_at IS NULL AND expires_at > :now`,
    { hash: hash(token), person, now },
  );
  return row && number(row, 'expires_at');
}
