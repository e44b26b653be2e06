import type { Reader, Row } from '#server/db/database.ts';
import { number, textOrNull } from '#server/db/rows.ts';

/*
 * Whoever reads a topic reads what was carried of it, and the answer. So nobody is let in to a topic that was carried
 * for fewer: what would let them in stays apart from it.
 */

/** Through whom a topic is read: a level as the tables hold it, and the meet-up that goes with it. */
export interface Through {
  level: number;
  meetup: string | null;
}

/** True when a topic was carried, and these would let in people who may not read it now. */
export async function wouldLetIn(db: Reader, topic: string, these: Through[]): Promise<boolean> {
  return (await db.one(LETS_IN, { topic, these: JSON.stringify(these) })) !== null;
}

/** Through whom these views would be read. */
export async function throughViews(db: Reader, views: string[]): Promise<Through[]> {
  const rows = await db.all(
    'SELECT level, meetup_id FROM views WHERE id IN (SELECT value FROM json_each(:ids))',
    { ids: JSON.stringify(views) },
  );
  return rows.map(fromRow);
}

/** Through whom a topic is read now. */
export async function throughTopic(db: Reader, topic: string): Promise<Through[]> {
  const rows = await db.all('SELECT DISTINCT level, meetup_id FROM voices WHERE topic_id = :topic', {
    topic,
  });
  return rows.map(fromRow);
}

const LETS_IN = `
  SELECT 1 AS one
  FROM json_each(:these) AS these
  WHERE (these.value ->> 'level' = 4 OR these.value ->> 'meetup' IS NOT NULL)
    AND EXISTS (SELECT 1 FROM carries WHERE topic_id = :topic AND ended_how IS NOT 'called-off')
    AND NOT EXISTS (
      SELECT 1
      FROM voices
      WHERE voices.topic_id = :topic AND (voices.level = 4 OR voices.meetup_id = these.value ->> 'meetup'))
  LIMIT 1`;

function fromRow(row: Row): Through {
  return { level: number(row, 'level'), meetup: textOrNull(row, 'meetup_id') };
}
