import type { Level, Tender } from '#lib/voice-words.ts';
import type { Database, Reader, Row } from '#server/db/database.ts';
import { flag, number, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { argsOf, levelOf, MAY_READ_VIEW, type Eyes } from './readers.ts';

/** A view as somebody else may read it. `by` is a first name, or initials; null: they do not say who they are. */
export interface Saying {
  id: string;
  words: string;
  by: string | null;
  level: Level;
  tender: Tender | null;
  mine: boolean;
  saidAt: number;
}

/** A second look so soon is the same reading. */
const SAME_READING = 600;

/** What these eyes may read of what was said and not gathered yet, the newest first. Tender ones stand apart. */
export async function toGather(
  db: Reader,
  hub: string,
  eyes: Eyes,
  { most, tender }: { most: number; tender: boolean },
): Promise<Saying[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE views.hub = :hub AND views.topic_id IS NULL AND (views.tender IS NOT NULL) = :tender AND views.level > 0
       AND ${MAY_READ_VIEW}
     ORDER BY views.said_at DESC, views.id
     LIMIT :most`,
    { hub, most, tender: Number(tender), ...argsOf(eyes) },
  );
  return rows.map(fromRow);
}

/** What these eyes may read of the views gathered in a topic, the earliest first. */
export async function inTopic(db: Reader, topic: string, eyes: Eyes): Promise<Saying[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE views.topic_id = :topic AND ${MAY_READ_VIEW}
     ORDER BY views.said_at, views.id
     LIMIT 200`,
    { topic, ...argsOf(eyes) },
  );
  return rows.map(fromRow);
}

/** Notes in the log of each author that somebody read these views because of their role. Their own are left out. */
export async function noteReading(
  db: Database,
  { views, reader, role }: { views: string[]; reader: string; role: 'host' | 'body' },
  now: number,
): Promise<void> {
  const args = { ids: JSON.stringify(views), reader, role, lately: now - SAME_READING };
  const unread = await db.all(UNREAD, args);
  if (unread.length === 0) return;
  const rows = JSON.stringify(unread.map((row) => ({ id: newId(), view: text(row, 'id') })));
  await db.write((tx) =>
    tx.run(
      `INSERT INTO view_readings (id, view_id, reader_id, role, read_at)
       SELECT value ->> 'id', value ->> 'view', :reader, :role, :now
       FROM json_each(:rows)
       WHERE EXISTS (SELECT 1 FROM views WHERE views.id = value ->> 'view')`,
      { rows, reader, role, now },
    ),
  );
}

const UNREAD = `
  SELECT views.id
  FROM json_each(:ids)
  JOIN views ON views.id = json_each.value
  WHERE views.person_id IS NOT NULL AND views.person_id <> :reader AND NOT EXISTS (
    SELECT 1
    FROM view_readings
    WHERE view_readings.view_id = views.id AND view_readings.reader_id = :reader
      AND view_readings.role = :role AND view_readings.read_at > :lately)`;

// Hosts see who said it: they bring the answer back. Others see a name where its owner lets them.
const SELECT = `
  SELECT views.id, views.words, views.level, views.tender, views.said_at,
    CASE
      WHEN :isHost = 1 OR views.named = 1 THEN COALESCE(people.first_name, NULLIF(views.said_by, ''))
    END AS by,
    COALESCE(views.person_id = :person, 0) AS mine
  FROM views
  LEFT JOIN people ON people.id = views.person_id`;

function fromRow(row: Row): Saying {
  return {
    id: text(row, 'id'),
    words: text(row, 'words'),
    by: textOrNull(row, 'by'),
    level: levelOf(number(row, 'level')),
    tender: textOrNull(row, 'tender') as Tender | null,
    mine: flag(row, 'mine'),
    saidAt: number(row, 'said_at'),
  };
}
