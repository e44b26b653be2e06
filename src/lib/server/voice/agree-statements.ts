import type { Database, Reader, Writer } from '#server/db/database.ts';
import { flag, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';

/** Enough to say a lot of a village, and few enough for somebody to see most of. */
export const MOST_STATEMENTS = 60;
/** Of one neighbour, waiting for a host. */
const MOST_WAITING = 3;

/** Something one can agree with, or not. */
export interface Written {
  id: string;
  words: string;
  standing: 'in' | 'waiting' | 'removed';
}

export type Adding = 'in' | 'waiting' | 'too-many' | 'there-already';

/**
 * Writes one down. A host's own is asked about at once; a neighbour's waits for a host. The same words are written down
 * once, and somebody may have three waiting.
 */
export async function add(
  tx: Writer,
  { question, words, by, isHost }: { question: string; words: string; by: string; isHost: boolean },
  now: number,
): Promise<Adding> {
  const same = await tx.one(
    `SELECT 1 AS there
     FROM agree_statements
     WHERE question_id = :question AND lower(words) = lower(:words) AND removed_at IS NULL`,
    { question, words },
  );
  if (same) return 'there-already';
  const added = await tx.run(
    `INSERT INTO agree_statements (id, question_id, words, made_at, made_by, let_in_at, let_in_by)
     SELECT :id, :question, :words, :now, :by, CASE :isHost WHEN 1 THEN :now END, CASE :isHost WHEN 1 THEN :by END
     WHERE (
         SELECT COUNT(*)
         FROM agree_statements
         WHERE question_id = :question AND removed_at IS NULL AND (let_in_at IS NOT NULL OR :isHost = 0)) < :most
       AND (:isHost = 1 OR (
         SELECT COUNT(*)
         FROM agree_statements
         WHERE question_id = :question AND made_by = :by AND let_in_at IS NULL) < :waiting)`,
    {
      id: newId(),
      question,
      words,
      now,
      by,
      isHost: Number(isHost),
      most: MOST_STATEMENTS,
      waiting: MOST_WAITING,
    },
  );
  if (added === 0) return 'too-many';
  return isHost ? 'in' : 'waiting';
}

/** A host lets a neighbour's statement in, or takes one out: it is asked of nobody then, and told nowhere. */
export function settle(
  db: Database,
  { hub, statement, into, by }: { hub: string; statement: string; into: 'in' | 'removed'; by: string },
  now: number,
): Promise<'settled' | 'not-found'> {
  const [at, who] = into === 'in' ? ['let_in_at', 'let_in_by'] : ['removed_at', 'removed_by'];
  return db.write(async (tx) => {
    const settled = await tx.run(
      `UPDATE agree_statements
       SET ${at} = COALESCE(${at}, :now), ${who} = COALESCE(${who}, :by)
       WHERE id = :statement AND question_id IN (SELECT id FROM agree_questions WHERE hub = :hub)`,
      { statement, hub, by, now },
    );
    return settled === 1 ? 'settled' : 'not-found';
  });
}

/** All statements of a question, in the order in which they were written. */
export async function ofQuestion(db: Reader, question: string): Promise<Written[]> {
  const rows = await db.all(
    `SELECT id, words, let_in_at IS NOT NULL AS is_in, removed_at IS NOT NULL AS is_removed
     FROM agree_statements
     WHERE question_id = :question
     ORDER BY made_at, rowid`,
    { question },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    words: text(row, 'words'),
    standing: flag(row, 'is_removed') ? 'removed' : flag(row, 'is_in') ? 'in' : 'waiting',
  }));
}
