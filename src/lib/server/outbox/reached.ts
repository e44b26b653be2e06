import { MINUTE } from '#server/clock.ts';
import type { Database, Reader, Row } from '#server/db/database.ts';
import { flag, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as letters from './letters.ts';
import type { Kind, ReachedHow } from './letters.ts';

export type RingOutcome = 'spoke' | 'left-a-message' | 'no-answer';

/** What the machine tried: handed over is not yet reached. */
export interface Tried {
  way: 'push' | 'mail';
  state: 'waiting' | 'handed-over' | 'failed' | 'dropped';
  handedOverAt: number | null;
  /** While waiting: when it is to go. */
  nextAt: number;
}

/** What came of ringing or calling round. */
export interface Ring {
  outcome: RingOutcome;
  at: number;
  /** Who rang; null when they are no longer here. */
  by: string | null;
}

/** How things stand with one person who is to be told. */
export interface ToTell {
  letter: string;
  kind: Kind;
  person: string;
  firstName: string;
  telephone: string | null;
  inPersonThrough: string | null;
  hasMail: boolean;
  mailFails: boolean;
  tried: Tried[];
  rings: Ring[];
  reachedAt: number | null;
  reachedHow: ReachedHow | null;
}

export interface Standing {
  expected: number;
  /** Those we know to know. */
  told: ToTell[];
  /** Those somebody has to ring or call on. */
  toRing: ToTell[];
  /** Reminded, with no sign yet that they saw it. */
  sent: ToTell[];
}

/**
 * Who knows of the latest letter about something, of these kinds, and who does not. Whoever was told of an earlier
 * change only counts as not told.
 */
export async function standing(
  db: Reader,
  { subject, kinds }: { subject: string; kinds: readonly Kind[] },
): Promise<Standing> {
  const rows = await db.all(STANDING, { subject, kinds: JSON.stringify(kinds) });
  const all = rows.map((row) => ({ ...toTell(row), onRingList: flag(row, 'on_ring_list') }));
  return {
    expected: all.length,
    told: all.filter(({ reachedAt }) => reachedAt !== null),
    toRing: all.filter(({ reachedAt, onRingList }) => reachedAt === null && onRingList),
    sent: all.filter(({ reachedAt, onRingList }) => reachedAt === null && !onRingList),
  };
}

const STANDING = `
  WITH latest AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY made_at DESC, due_at DESC, id) AS place
    FROM letters
    WHERE subject = :subject AND kind IN (SELECT value FROM json_each(:kinds))
      AND dropped_because IS NOT 'not-needed'
  )
  SELECT
    latest.id, latest.kind, latest.person_id, latest.reached_at, latest.reached_how,
    people.first_name, people.telephone, people.in_person_through,
    people.mail IS NOT NULL AS has_mail, people.mail_failed_at IS NOT NULL AS mail_fails,
    EXISTS (SELECT 1 FROM sends WHERE sends.letter_id = latest.id AND sends.way = 'ring') AS on_ring_list,
    (SELECT json_group_array(json_object('way', way, 'state', state, 'handedOverAt', handed_over_at, 'nextAt', next_at))
     FROM sends
     WHERE sends.letter_id = latest.id AND sends.way <> 'ring') AS tried,
    (SELECT json_group_array(json_object('outcome', outcome, 'at', rung_at, 'by', callers.first_name))
     FROM rings
     LEFT JOIN people AS callers ON callers.id = rings.rung_by
     WHERE rings.letter_id = latest.id) AS rings
  FROM latest
  JOIN people ON people.id = latest.person_id
  WHERE latest.place = 1
  ORDER BY people.first_name COLLATE NOCASE, people.id`;

/** A second tap on the same button so soon is the same call. */
const SAME_CALL = MINUTE;

/** Notes what came of ringing; who was spoken to is reached. The letter must be about `subject`. */
export async function ring(
  db: Database,
  { subject, letter, outcome, by }: { subject: string; letter: string; outcome: RingOutcome; by: string },
  now: number,
): Promise<'noted' | 'not-found'> {
  return db.write(async (tx) => {
    const noted = await tx.run(
      `INSERT INTO rings (id, letter_id, outcome, rung_by, rung_at)
       SELECT :id, letters.id, :outcome, :by, :now
       FROM letters
       WHERE letters.id = :letter AND letters.subject = :subject AND NOT EXISTS (
         SELECT 1
         FROM rings
         WHERE letter_id = :letter AND outcome = :outcome AND rung_by = :by AND rung_at > :lately)`,
      { id: newId(), letter, subject, outcome, by, now, lately: now - SAME_CALL },
    );
    if (noted === 0) return (await isAbout(tx, letter, subject)) ? 'noted' : 'not-found';
    if (outcome === 'spoke') await letters.markReachedWithin(tx, letter, 'told', now);
    return 'noted';
  });
}

/** "Spoke" was a slip of the finger: back on the ring list. */
export async function takeBack(
  db: Database,
  { subject, letter }: { subject: string; letter: string },
): Promise<void> {
  await db.write(async (tx) => {
    const back = await tx.run(
      `UPDATE letters
       SET reached_at = NULL, reached_how = NULL
       WHERE id = :letter AND subject = :subject AND reached_how = 'told'`,
      { letter, subject },
    );
    if (back === 0) return;
    await tx.run(`DELETE FROM rings WHERE letter_id = :letter AND outcome = 'spoke'`, { letter });
  });
}

async function isAbout(tx: Reader, letter: string, subject: string): Promise<boolean> {
  return (
    (await tx.one('SELECT id FROM letters WHERE id = :letter AND subject = :subject', {
      letter,
      subject,
    })) !== null
  );
}

function toTell(row: Row): ToTell {
  return {
    letter: text(row, 'id'),
    kind: text(row, 'kind') as Kind,
    person: text(row, 'person_id'),
    firstName: text(row, 'first_name'),
    telephone: textOrNull(row, 'telephone'),
    inPersonThrough: textOrNull(row, 'in_person_through'),
    hasMail: flag(row, 'has_mail'),
    mailFails: flag(row, 'mail_fails'),
    tried: JSON.parse(text(row, 'tried')) as Tried[],
    rings: (JSON.parse(text(row, 'rings')) as Ring[]).sort((a, b) => a.at - b.at),
    reachedAt: numberOrNull(row, 'reached_at'),
    reachedHow: textOrNull(row, 'reached_how') as ReachedHow | null,
  };
}
