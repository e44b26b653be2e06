import type { Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as topicLetters from './topic-letters.ts';

/**
 * Takes back letters about a topic that have not gone out yet and that nobody may read any more, because somebody
 * lowered or took back what they said. Those on the ring list are taken off it.
 */
export async function recall(tx: Writer, topic: string, now: number): Promise<void> {
  const open = await tx.all(
    'SELECT id FROM letters WHERE subject = :topic AND reached_at IS NULL AND dropped_at IS NULL',
    { topic },
  );
  const ids = open.map((row) => text(row, 'id'));
  if (ids.length === 0) return;
  const matters = await topicLetters.read(tx, ids);
  const gone = JSON.stringify(ids.filter((id) => matters.get(id)?.isNeeded === false));
  await tx.run(
    `UPDATE sends
     SET state = 'dropped', because = 'not-needed', lease_by = NULL, lease_until = NULL
     WHERE state = 'waiting' AND letter_id IN (SELECT value FROM json_each(:gone))`,
    { gone },
  );
  await tx.run(
    `UPDATE letters
     SET dropped_at = :now, dropped_because = 'not-needed'
     WHERE id IN (SELECT value FROM json_each(:gone))
       AND NOT EXISTS (SELECT 1 FROM sends WHERE sends.letter_id = letters.id AND sends.state = 'handed-over')`,
    { gone, now },
  );
}
