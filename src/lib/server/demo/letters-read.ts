import type { Database } from '#server/db/database.ts';

/** Letters of long ago have been read: those of kinds that begin so, written before an instant (Unix seconds). */
export function markRead(db: Database, begins: 'voice-' | 'ask-', before: number): Promise<void> {
  const kinds = `${begins}%`;
  return db.write(async (tx) => {
    await tx.run(
      `UPDATE letters
       SET reached_at = made_at, reached_how = 'opened'
       WHERE kind LIKE :kinds AND made_at < :before`,
      { kinds, before },
    );
    await tx.run(
      `UPDATE sends
       SET state = 'dropped', because = 'reached'
       WHERE state = 'waiting' AND letter_id IN (
         SELECT id FROM letters WHERE kind LIKE :kinds AND reached_at IS NOT NULL)`,
      { kinds },
    );
  });
}
