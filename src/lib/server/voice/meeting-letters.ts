import type { Reader } from '#server/db/database.ts';
import { flag, text } from '#server/db/rows.ts';
import type { Letter } from '#server/outbox/letters.ts';
import { IS_LOOSE } from './promises.ts';

/** What a letter about a promise, or about the notes of a meet-up, speaks of, and whether its reader still needs it. */
export interface MeetingMatter {
  about: 'promise' | 'notes';
  /** The id of the one or the other. */
  id: string;
  isNeeded: boolean;
}

export function isAboutMeeting({ kind }: Pick<Letter, 'kind'>): boolean {
  return kind.startsWith('promise-') || kind.startsWith('notes-');
}

/** How things stand with each of these letters now, by the id of the letter. */
export async function read(db: Reader, ids: string[]): Promise<Map<string, MeetingMatter>> {
  const rows = await db.all(MATTERS, { ids: JSON.stringify(ids) });
  return new Map(
    rows.map((row) => [
      text(row, 'letter'),
      {
        about: text(row, 'about') as MeetingMatter['about'],
        id: text(row, 'id'),
        isNeeded: flag(row, 'is_needed'),
      },
    ]),
  );
}

/** Whether its reader still keeps the desk of the hub. */
const IS_HOST = `EXISTS (
  SELECT 1 FROM roles WHERE roles.hub = letters.hub AND roles.person_id = letters.person_id)`;

const MATTERS = `
  SELECT letters.id AS letter, 'promise' AS about, promises.id, promises.settled_at IS NULL AND (CASE letters.kind
      WHEN 'promise-loose' THEN ${IS_LOOSE} AND ${IS_HOST}
      ELSE (promises.person_id IS letters.person_id AND promises.role <> 'body')
        OR EXISTS (
          SELECT 1
          FROM body_people
          WHERE body_people.body_id = promises.body_id AND body_people.person_id = letters.person_id)
      END) AS is_needed
  FROM json_each(:ids)
  JOIN letters ON letters.id = json_each.value
  JOIN promises ON promises.id = letters.subject
  UNION ALL
  SELECT letters.id, 'notes', write_ups.id, CASE letters.kind
    WHEN 'notes-sent' THEN 1
    WHEN 'notes-due' THEN write_ups.sent_at IS NULL AND ${IS_HOST}
    ELSE ${IS_HOST} AND EXISTS (
      SELECT 1
      FROM follow_ups
      WHERE follow_ups.write_up_id = write_ups.id AND follow_ups.turn = letters.occasion + 0
        AND follow_ups.looked_at IS NULL)
    END
  FROM json_each(:ids)
  JOIN letters ON letters.id = json_each.value
  JOIN write_ups ON write_ups.id = letters.subject`;
