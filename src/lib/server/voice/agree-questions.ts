import { DAY } from '#server/clock.ts';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';

/** Who voted how is forgotten so long after a question was closed. */
const VOTES_KEPT = 365 * DAY;

/** What makes a question tender: health, which needs a yes of its own, or anything else that may hurt. */
export type Tender = 'health' | 'other';

/** What a hub is asked to agree on. */
export interface Question {
  id: string;
  hub: string;
  words: string;
  tender: Tender | null;
  /** Unix seconds, as the others. */
  openedAt: number;
  closedAt: number | null;
}

/** The id of the new question; 'another-is-open' while the hub has one that is not closed. */
export async function open(
  tx: Writer,
  { hub, words, tender, by }: { hub: string; words: string; tender: Tender | null; by: string },
  now: number,
): Promise<string | 'another-is-open'> {
  const id = newId();
  const opened = await tx.run(
    `INSERT INTO agree_questions (id, hub, words, tender, opened_at, opened_by)
     SELECT :id, :hub, :words, :tender, :now, :by
     WHERE NOT EXISTS (SELECT 1 FROM agree_questions WHERE hub = :hub AND closed_at IS NULL)`,
    { id, hub, words, tender, now, by },
  );
  return opened === 1 ? id : 'another-is-open';
}

/** Takes no more votes; what was told so far stays readable. */
export async function close(
  db: Database,
  hub: string,
  by: string,
  now: number,
): Promise<'closed' | 'none-open'> {
  const closed = await db.write((tx) =>
    tx.run(
      `UPDATE agree_questions
       SET closed_at = :now, closed_by = :by
       WHERE hub = :hub AND closed_at IS NULL`,
      { hub, by, now },
    ),
  );
  return closed === 1 ? 'closed' : 'none-open';
}

/** The question that is open in a hub, or null. */
export async function findOpen(db: Reader, hub: string): Promise<Question | null> {
  const row = await db.one(`${READ} WHERE hub = :hub AND closed_at IS NULL`, { hub });
  return row && toQuestion(row);
}

/** The open question of a hub, or the one that was closed last. */
export async function latest(db: Reader, hub: string): Promise<Question | null> {
  const row = await db.one(
    `${READ} WHERE hub = :hub ORDER BY closed_at IS NOT NULL, closed_at DESC LIMIT 1`,
    { hub },
  );
  return row && toQuestion(row);
}

/** Forgets who voted how on questions that were closed a year ago. Returns how many questions it was. */
export function forgetVotes(db: Database, now: number): Promise<number> {
  return db.write(async (tx) => {
    const before = now - VOTES_KEPT;
    await tx.run(
      `DELETE FROM agree_voters
       WHERE question_id IN (
         SELECT id FROM agree_questions WHERE closed_at <= :before AND votes_gone_at IS NULL)`,
      { before },
    );
    return tx.run(
      'UPDATE agree_questions SET votes_gone_at = :now WHERE closed_at <= :before AND votes_gone_at IS NULL',
      { before, now },
    );
  });
}

const READ = 'SELECT id, hub, words, tender, opened_at, closed_at FROM agree_questions';

function toQuestion(row: Row): Question {
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    words: text(row, 'words'),
    tender: textOrNull(row, 'tender') as Tender | null,
    openedAt: number(row, 'opened_at'),
    closedAt: numberOrNull(row, 'closed_at'),
  };
}
