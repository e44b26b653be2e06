import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { matches, sign } from '#server/secrets.ts';

export type Kind =
  | 'reminder'
  | 'cancelled'
  | 'moved'
  | 'changed'
  | 'back-on'
  | 'place-free'
  | 'still-on'
  | 'unlisted'
  | 'poster-wrong'
  | 'magazine'
  | 'hosting'
  | 'host-gone'
  | 'help-ring'
  | 'rota-asked'
  | 'shift-yours'
  | 'shift-not-needed'
  | 'cover-asked'
  | 'cover-found'
  | 'swap-offered'
  | 'gap'
  | 'gaps-left'
  | 'hosting'
  | 'host-gone'
  | 'help-ring'
  | 'call-to-make'
  | 'call-help'
  | 'call-known'
  | 'call-ask'
  | 'call-gap'
  | 'lift-drive'
  | 'lift-asked'
  | 'lift-settled'
  | 'lift-again'
  | 'lift-off'
  | 'lift-ready'
  | 'papers-due'
  | 'lifts-changed'
  | 'taxi-changed'
  | 'not-home'
  | 'voice-moved'
  | 'voice-carry'
  | 'voice-answer'
  | 'voice-receipt'
  | 'voice-for-body'
  | 'voice-gentle'
  | 'voice-formal'
  | 'voice-person'
  | 'promise-yours'
  | 'promise-due'
  | 'promise-loose'
  | 'notes-sent'
  | 'notes-due'
  | 'notes-later'
  | 'ask-told'
  | 'ask-replied';

/** Letters that tell of a change to what somebody is expected at; no limit and no preference holds them back. */
export const CHANGES: readonly Kind[] = ['cancelled', 'moved', 'changed', 'back-on'];

export type Way = 'push' | 'mail' | 'ring';

export type ReachedHow = 'opened' | 'tapped' | 'answered' | 'told';

export interface NewLetter {
  person: string;
  hub: string | null;
  kind: Kind;
  /** The id of the meet-up, series, hung sheet, hub, shift, step of a call or lift it is about. */
  subject: string;
  /** What sets it apart from others of its kind about the same thing: a change's id, "evening", "before" … */
  occasion: string;
  /** 'ladder': push, then mail, then the ring list; 'all': every way at once. */
  ways: 'ladder' | 'all';
  /** Unix seconds. */
  dueAt: number;
  /** Unix seconds from which it is of no use any more. */
  useBy: number;
}

export interface Letter extends NewLetter {
  id: string;
  madeAt: number;
  reachedAt: number | null;
  reachedHow: ReachedHow | null;
  droppedAt: number | null;
}

/** A letter as one JSON column: the driver takes longer over a column than the database over a whole row. */
export const LETTER_JSON = `json_object(
  'id', letters.id, 'person', letters.person_id, 'hub', letters.hub, 'kind', letters.kind,
  'subject', letters.subject, 'occasion', letters.occasion, 'ways', letters.ways, 'madeAt', letters.made_at,
  'dueAt', letters.due_at, 'useBy', letters.use_by, 'reachedAt', letters.reached_at,
  'reachedHow', letters.reached_how, 'droppedAt', letters.dropped_at)`;

/** Writes one letter in the caller's transaction. A second one for the same occasion changes nothing. */
export async function write(tx: Writer, letter: NewLetter, now: number): Promise<void> {
  await writeMany(tx, [letter], now);
}

/** Writes many letters with two statements; those that exist already are left as they are. */
export async function writeMany(tx: Writer, letters: NewLetter[], now: number): Promise<void> {
  if (letters.length === 0) return;
  const rows = JSON.stringify(letters.map((letter) => ({ id: newId(), ...letter })));
  await tx.run(
    `INSERT INTO letters (id, person_id, hub, kind, subject, occasion, ways, made_at, due_at, use_by)
     SELECT value ->> 'id', value ->> 'person', value ->> 'hub', value ->> 'kind', value ->> 'subject',
       value ->> 'occasion', value ->> 'ways', :now, value ->> 'dueAt', value ->> 'useBy'
     FROM json_each(:rows)
     WHERE true
     ON CONFLICT (person_id, kind, subject, occasion) DO NOTHING`,
    { rows, now },
  );
  await tx.run(ADD_FIRST_SENDS, { rows });
}

// Down the ladder a letter takes the first way its person has; a change takes all of them, and the ring list too.
const ADD_FIRST_SENDS = `
  WITH written AS (
    SELECT letters.id, letters.ways, letters.due_at,
      EXISTS (SELECT 1 FROM push_subscriptions WHERE push_subscriptions.person_id = letters.person_id) AS has_push,
      people.mail IS NOT NULL AND people.mail_failed_at IS NULL AS has_mail
    FROM json_each(:rows)
    JOIN letters ON letters.id = value ->> 'id'
    JOIN people ON people.id = letters.person_id
  )
  INSERT INTO sends (letter_id, way, next_at)
  SELECT id, 'push', due_at
  FROM written
  WHERE has_push
  UNION ALL
  SELECT id, 'mail', due_at
  FROM written
  WHERE has_mail AND (ways = 'all' OR NOT has_push)
  UNION ALL
  SELECT id, 'ring', due_at
  FROM written
  WHERE ways = 'all' OR NOT (has_push OR has_mail)`;

export async function find(db: Reader, id: string): Promise<Letter | null> {
  const row = await db.one(`SELECT ${LETTER_JSON} AS letter FROM letters WHERE letters.id = :id`, { id });
  return row && (JSON.parse(text(row, 'letter')) as Letter);
}

/** The one-tap part of a letter's address, /letters/<token>: its id, signed. */
export function token(key: string, letterId: string): string {
  return `${letterId}.${sign(key, `letter ${letterId}`)}`;
}

/** The letter's id, or null for what we did not sign. */
export function readToken(key: string, token: string): string | null {
  const [letterId = '', signature = '', ...rest] = token.split('.');
  return rest.length === 0 && matches(signature, sign(key, `letter ${letterId}`)) ? letterId : null;
}

/** Notes that the person knows. The first time counts; whatever still waited to be sent is dropped. */
export async function markReached(
  db: Database,
  letterId: string,
  how: ReachedHow,
  now: number,
): Promise<void> {
  await db.write((tx) => markReachedWithin(tx, letterId, how, now));
}

/** The same, in the caller's transaction. */
export async function markReachedWithin(
  tx: Writer,
  letterId: string,
  how: ReachedHow,
  now: number,
): Promise<void> {
  await markRows(tx, 'id = :letterId', { letterId }, how, now);
}

/** Notes that a person knows everything we wrote about one thing, because they answered it or looked at its page. */
export async function markReachedAbout(
  tx: Writer,
  person: string,
  subject: string,
  how: ReachedHow,
  now: number,
): Promise<void> {
  await markRows(tx, 'person_id = :person AND subject = :subject', { person, subject }, how, now);
}

/** Whether something we wrote to a person about one thing waits for a sign that they know. */
export async function isOpenAbout(db: Reader, person: string, subject: string): Promise<boolean> {
  const open = await db.one(
    'SELECT id FROM letters WHERE person_id = :person AND subject = :subject AND reached_at IS NULL LIMIT 1',
    { person, subject },
  );
  return open !== null;
}

/** Forgets letters that have been of no use since `before`, in Unix seconds; returns how many. */
export async function forget(tx: Writer, before: number): Promise<number> {
  return tx.run(
    `DELETE FROM letters
     WHERE id IN (SELECT id FROM letters WHERE use_by < :before LIMIT 500)`,
    { before },
  );
}

async function markRows(
  tx: Writer,
  which: 'id = :letterId' | 'person_id = :person AND subject = :subject',
  args: Record<string, string>,
  how: ReachedHow,
  now: number,
): Promise<void> {
  const marked = await tx.run(
    `UPDATE letters
     SET reached_at = :now, reached_how = :how
     WHERE ${which} AND reached_at IS NULL`,
    { ...args, how, now },
  );
  if (marked === 0) return;
  await tx.run(
    `UPDATE sends
     SET state = 'dropped', because = 'reached', lease_by = NULL, lease_until = NULL
     WHERE state = 'waiting' AND letter_id IN (SELECT id FROM letters WHERE ${which})`,
    args,
  );
}
