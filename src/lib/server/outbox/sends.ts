import { MINUTE } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import type { SendingWay } from './ladder.ts';

/** How long a claim holds. Nothing is sent so late that its answer could come after it. */
export const LEASE = 2 * MINUTE;

export interface Claim {
  letter: string;
  /** How often this way was tried before. */
  tries: number;
}

/**
 * handed-over: push or mail took it, which is not yet reached · again: at `at`, after a try in vain (`because`) or
 * because it is not the hour for it (null) · failed: on to the next way · dropped: of no use any more.
 */
export type Outcome =
  | { is: 'handed-over' }
  | { is: 'again'; at: number; because: string | null }
  | { is: 'failed'; because: string }
  | { is: 'dropped'; because: 'reached' | 'too-late' | 'not-needed' };

export interface Settled {
  letter: string;
  outcome: Outcome;
}

// A lease that lies further ahead than any can be given was made by a clock that has since been put back.
const FREE = '(lease_until IS NULL OR lease_until <= :now OR lease_until > :now + :lease)';

/** Takes up to `most` due sends of one way for this copy alone, oldest first. */
export async function claim(
  db: Database,
  { way, copy, most }: { way: SendingWay; copy: string; most: number },
  now: number,
): Promise<Claim[]> {
  const due = `SELECT letter_id
    FROM sends
    WHERE state = 'waiting' AND way = :way AND way <> 'ring' AND next_at <= :now AND ${FREE}
    ORDER BY next_at
    LIMIT :most`;
  const args = { way, now, lease: LEASE };
  if (!(await db.one(due, { ...args, most: 1 }))) return [];
  const rows = await db.write((tx) =>
    tx.all(
      `UPDATE sends
       SET lease_by = :copy, lease_until = :now + :lease
       WHERE way = :way AND letter_id IN (${due})
       RETURNING letter_id, tries`,
      { ...args, copy, most },
    ),
  );
  return rows.map((row) => ({ letter: text(row, 'letter_id'), tries: number(row, 'tries') }));
}

/** Writes down what came of claimed sends, and starts the next way for those that failed. */
export async function settle(
  db: Database,
  { way, copy }: { way: SendingWay; copy: string },
  settled: Settled[],
  now: number,
): Promise<void> {
  if (settled.length === 0) return;
  const outcomes = JSON.stringify(settled.map(({ letter, outcome }) => ({ letter, ...outcome })));
  await db.write(async (tx) => {
    await tx.run(SETTLE, { outcomes, way, copy, now });
    if (settled.some(({ outcome }) => outcome.is === 'failed')) await tx.run(HAND_ON, { outcomes, way, now });
    if (settled.some(({ outcome }) => outcome.is === 'dropped')) await dropLetters(tx, outcomes, now);
  });
}

const SETTLE = `
  UPDATE sends
  SET
    state = CASE outcome.value ->> 'is' WHEN 'again' THEN 'waiting' ELSE outcome.value ->> 'is' END,
    tries = tries + (outcome.value ->> 'is' <> 'dropped'
      AND (outcome.value ->> 'is' <> 'again' OR outcome.value ->> 'because' IS NOT NULL)),
    next_at = COALESCE(outcome.value ->> 'at', next_at),
    because = COALESCE(outcome.value ->> 'because', because),
    handed_over_at = CASE outcome.value ->> 'is' WHEN 'handed-over' THEN :now END,
    lease_by = NULL,
    lease_until = NULL
  FROM json_each(:outcomes) AS outcome
  WHERE sends.letter_id = outcome.value ->> 'letter' AND sends.way = :way AND sends.lease_by = :copy`;

const HAND_ON = `
  INSERT INTO sends (letter_id, way, next_at)
  SELECT
    letters.id,
    CASE WHEN :way = 'push' AND people.mail IS NOT NULL AND people.mail_failed_at IS NULL THEN 'mail' ELSE 'ring' END,
    :now
  FROM json_each(:outcomes) AS outcome
  JOIN sends ON sends.letter_id = outcome.value ->> 'letter' AND sends.way = :way AND sends.state = 'failed'
  JOIN letters ON letters.id = sends.letter_id
  JOIN people ON people.id = letters.person_id
  WHERE outcome.value ->> 'is' = 'failed' AND letters.ways = 'ladder' AND letters.reached_at IS NULL
  ON CONFLICT DO NOTHING`;

// Dropped for good only when no way got through; what is not needed comes off the ring list as well.
async function dropLetters(tx: Writer, outcomes: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE letters
     SET dropped_at = :now, dropped_because = outcome.value ->> 'because'
     FROM json_each(:outcomes) AS outcome
     WHERE letters.id = outcome.value ->> 'letter' AND outcome.value ->> 'is' = 'dropped'
       AND letters.reached_at IS NULL AND letters.dropped_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM sends WHERE sends.letter_id = letters.id AND sends.state = 'handed-over')`,
    { outcomes, now },
  );
  await tx.run(
    `UPDATE sends
     SET state = 'dropped', because = 'not-needed'
     FROM json_each(:outcomes) AS outcome
     WHERE sends.letter_id = outcome.value ->> 'letter' AND sends.way = 'ring' AND sends.state = 'waiting'
       AND outcome.value ->> 'because' = 'not-needed'`,
    { outcomes },
  );
}

/** Gives back what a copy had claimed; without a copy, what anybody had: for a file only one process can hold. */
export async function release(db: Database, copy: string | null): Promise<number> {
  const held = `SELECT 1 FROM sends WHERE lease_by IS NOT NULL AND lease_by = COALESCE(:copy, lease_by) LIMIT 1`;
  if (!(await db.one(held, { copy }))) return 0;
  return db.write((tx) =>
    tx.run(
      `UPDATE sends
       SET lease_by = NULL, lease_until = NULL
       WHERE lease_by IS NOT NULL AND lease_by = COALESCE(:copy, lease_by)`,
      { copy },
    ),
  );
}

/** How many sends are waiting for the machine, for those who look after it. */
export async function countWaiting(db: Reader): Promise<number> {
  const row = await db.one(`SELECT COUNT(*) AS waiting FROM sends WHERE state = 'waiting' AND way <> 'ring'`);
  return row ? number(row, 'waiting') : 0;
}
