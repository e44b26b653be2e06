import { DAY } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';

/** About health nothing stays longer than this after the last that happened with it (UK GDPR, Art. 5 and 9). */
const KEPT = 365 * DAY;

/**
 * Deletes what was said about health, and who stands behind it, a year after the matter came to rest: its topic is on its
 * way to nobody, and nothing has happened with it since. How many they were stays. Returns how many views it was.
 */
export function forget(db: Database, now: number): Promise<number> {
  return db.write(async (tx) => {
    const before = now - KEPT;
    for (const row of await tx.all(AT_REST, { before })) await forgetTopic(tx, text(row, 'id'));
    return tx.run(
      `DELETE FROM views WHERE tender = 'health' AND topic_id IS NULL AND changed_at <= :before`,
      {
        before,
      },
    );
  });
}

// Who is told of as a number is kept as one: everybody for everyone, once.
const KEEP_COUNT = `
  UPDATE topics
  SET erased = erased + (SELECT COUNT(DISTINCT who) FROM voices WHERE topic_id = :topic AND level = 4 AND among_hands = 0)
  WHERE id = :topic`;

const AT_REST = `
  SELECT topics.id
  FROM topics
  WHERE topics.tender = 'health'
    AND EXISTS (SELECT 1 FROM voices WHERE voices.topic_id = topics.id)
    AND NOT EXISTS (SELECT 1 FROM carries WHERE carries.topic_id = topics.id AND carries.ended_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM topic_steps WHERE topic_steps.topic_id = topics.id AND made_at > :before)`;

async function forgetTopic(tx: Writer, topic: string): Promise<void> {
  await tx.run(KEEP_COUNT, { topic });
  for (const table of ['views', 'supports', 'checks'])
    await tx.run(`DELETE FROM ${table} WHERE topic_id = :topic`, { topic });
  await tx.run('DELETE FROM objections WHERE carry_id IN (SELECT id FROM carries WHERE topic_id = :topic)', {
    topic,
  });
}
