import { DAY } from '#server/clock.ts';
import type { Writer } from '#server/db/database.ts';

/** How long a note is kept: enough for whoever rings next week, and the week after. */
const KEPT_FOR = 28 * DAY;

/** Writes a line about a step; no words leave what stands there. */
export async function write(
  tx: Writer,
  { step, words, by }: { step: string; words: string; by: string },
  now: number,
): Promise<void> {
  if (words.trim() === '') return;
  await tx.run(
    `INSERT INTO call_notes (step_id, words, written_by, written_at, delete_at)
     VALUES (:step, :words, :by, :now, :deleteAt)
     ON CONFLICT (step_id) DO UPDATE
       SET words = :words, written_by = :by, written_at = :now, delete_at = :deleteAt`,
    { step, words: words.trim(), by, now, deleteAt: now + KEPT_FOR },
  );
}

/** Deletes the notes that are 28 days old. */
export async function clearDue(tx: Writer, now: number): Promise<void> {
  await tx.run('DELETE FROM call_notes WHERE delete_at <= :now', { now });
}
