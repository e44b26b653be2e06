import type { Reader, Row, Writer } from '#server/db/database.ts';
import { numberOrNull, number, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as callLetters from './call-letters.ts';
import * as callSteps from './call-steps.ts';
import * as callWishes from './call-wishes.ts';
import * as callWishing from './call-wishing.ts';

export type Place = 'caller' | 'stand-in' | 'visitor';

/** Somebody who was asked to ring, stand in or call round. They have agreed when `yesAt` is there. */
export interface Pair {
  id: string;
  wish: string;
  place: Place;
  person: { id: string; firstName: string };
  askedAt: number;
  yesAt: number | null;
  /** Who wrote their yes down, when it was not they. */
  yesBy: string | null;
}

const PAIRS = `
  SELECT c.id, c.wish_id, c.place, c.person_id, p.first_name, c.asked_at, c.yes_at,
         CASE WHEN c.yes_by IS NOT c.person_id THEN teller.first_name END AS yes_by
    FROM call_pairs c
    JOIN people p ON p.id = c.person_id
    LEFT JOIN people teller ON teller.id = c.yes_by
   WHERE c.ended_at IS NULL`;

/** Who has which part in these wishes now. */
export async function ofWishes(db: Reader, wishes: string[]): Promise<Pair[]> {
  const rows = await db.all(`${PAIRS} AND c.wish_id IN (SELECT value FROM json_each(:wishes))`, {
    wishes: JSON.stringify(wishes),
  });
  return rows.map(fromRow);
}

/** The part in this hub with this id that somebody has now; null for any other. */
export async function find(db: Reader, hub: string, id: string): Promise<Pair | null> {
  const row = await db.one(
    `${PAIRS} AND c.id = :id
       AND EXISTS (SELECT 1 FROM call_wishes w WHERE w.id = c.wish_id AND w.hub = :hub)`,
    { hub, id },
  );
  return row && fromRow(row);
}

/**
 * Asks somebody of the hub, in place of whoever was asked before. 'not-they': the person themselves, or whoever has
 * the other part already; 'not-again': the person who is rung asked for somebody else. The host who asks looks after
 * it if nobody does.
 */
export async function ask(
  tx: Writer,
  { wish, person, place, by }: { wish: callWishes.Wish; person: string; place: Place; by: string },
  now: number,
): Promise<'asked' | 'not-they' | 'not-again' | 'not-here'> {
  const refused = await refusal(tx, { wish, person, place });
  if (refused) return refused;
  await endPlace(tx, { wish: wish.id, place, by }, now);
  const id = newId();
  await tx.run(
    `INSERT INTO call_pairs (id, wish_id, person_id, place, asked_at, asked_by)
     VALUES (:id, :wish, :person, :place, :now, :by)`,
    { id, wish: wish.id, person, place, now, by },
  );
  if (!wish.lookedAfterBy) await callWishing.lookAfter(tx, wish.id, by);
  await callLetters.ask(tx, { person, hub: wish.hub, pair: id }, now);
  return 'asked';
}

/** Somebody who was asked says yes; `by` is they or the host they told. 'gone' when they are no longer asked. */
export async function agree(
  tx: Writer,
  { id, by }: { id: string; by: string },
  now: number,
): Promise<'agreed' | 'gone'> {
  const agreed = await tx.run(
    `UPDATE call_pairs SET yes_at = COALESCE(yes_at, :now), yes_by = COALESCE(yes_by, :by)
      WHERE id = :id AND ended_at IS NULL`,
    { id, by, now },
  );
  return agreed === 1 ? 'agreed' : 'gone';
}

/**
 * Ends a part, whoever does it: no reason is asked. What they had to do now goes on to the next. 'somebody-else' is
 * what the person who is rung says; nobody is told who said it.
 */
export async function end(
  tx: Writer,
  { id, because, by }: { id: string; because: 'no' | 'stepped-down' | 'somebody-else' | 'host'; by: string },
  now: number,
): Promise<void> {
  const [row] = await tx.all(
    `UPDATE call_pairs SET ended_at = :now, ended_by = :by, ended_because = :because
      WHERE id = :id AND ended_at IS NULL
      RETURNING wish_id, person_id, yes_at`,
    { id, because, by, now },
  );
  if (!row) return;
  const [wish, person] = [text(row, 'wish_id'), text(row, 'person_id')];
  await callSteps.giveUp(tx, { wish, person }, now);
  const hub = await tx.one('SELECT hub FROM call_wishes WHERE id = :wish AND stopped_at IS NULL', { wish });
  if (hub && because !== 'host') {
    await callLetters.tellOfGap(tx, { id: wish, hub: text(hub, 'hub') }, `without ${id}`, now);
  }
}

async function endPlace(
  tx: Writer,
  { wish, place, by }: { wish: string; place: Place; by: string },
  now: number,
): Promise<void> {
  const row = await tx.one(
    'SELECT id FROM call_pairs WHERE wish_id = :wish AND place = :place AND ended_at IS NULL',
    { wish, place },
  );
  if (row) await end(tx, { id: text(row, 'id'), because: 'host', by }, now);
}

async function refusal(
  tx: Reader,
  { wish, person, place }: { wish: callWishes.Wish; person: string; place: Place },
): Promise<'not-they' | 'not-again' | 'not-here' | null> {
  const [id, hub] = [wish.id, wish.hub];
  if (!(await tx.one('SELECT 1 FROM memberships WHERE hub = :hub AND person_id = :person', { hub, person })))
    return 'not-here';
  const other = await tx.one(
    `SELECT id FROM call_pairs
      WHERE wish_id = :id AND person_id = :person AND ended_at IS NULL AND place <> :place
        AND 'visitor' NOT IN (place, :place)`,
    { id, person, place },
  );
  if (other || person === wish.person.id) return 'not-they';
  const refused = await tx.one(
    `SELECT id FROM call_pairs
      WHERE wish_id = :id AND person_id = :person AND ended_because = 'somebody-else'`,
    { id, person },
  );
  return refused ? 'not-again' : null;
}

function fromRow(row: Row): Pair {
  return {
    id: text(row, 'id'),
    wish: text(row, 'wish_id'),
    place: text(row, 'place') as Place,
    person: { id: text(row, 'person_id'), firstName: text(row, 'first_name') },
    askedAt: number(row, 'asked_at'),
    yesAt: numberOrNull(row, 'yes_at'),
    yesBy: textOrNull(row, 'yes_by'),
  };
}
