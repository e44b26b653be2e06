import type { Reader } from '#server/db/database.ts';
import { flag, text, textOrNull } from '#server/db/rows.ts';
import type { Letter } from '#server/outbox/letters.ts';
import { BODY_MAY_READ } from './carries.ts';
import { IS_PUBLIC } from './readers.ts';

/** What a letter about a topic speaks of, and whether its reader still needs it. */
export interface TopicMatter {
  /** The topic it stands for now: of those that became one, the one they are. */
  topic: string;
  name: string;
  /** Anybody may read it: of all else even the name stays behind signing in. */
  isPublic: boolean;
  /** The carry it is about; null for a letter about the topic alone. */
  carry: string | null;
  isNeeded: boolean;
}

export function isAboutTopic({ kind }: Pick<Letter, 'kind'>): boolean {
  return kind.startsWith('voice-');
}

/** Those that hand a carry to the people of its body, first and again. */
export function isForBody({ kind }: Pick<Letter, 'kind'>): boolean {
  return kind === 'voice-for-body' || kind === 'voice-gentle' || kind === 'voice-formal';
}

/** Those that ask whoever carries it whether it has come, or to raise it in person. */
export function isForCarrier({ kind }: Pick<Letter, 'kind'>): boolean {
  return kind === 'voice-receipt' || kind === 'voice-person';
}

/** How things stand with each of these letters now, by the id of the letter. Nobody who may not read a topic needs one. */
export async function read(db: Reader, ids: string[]): Promise<Map<string, TopicMatter>> {
  const rows = await db.all(MATTERS, { ids: JSON.stringify(ids) });
  return new Map(
    rows.map((row) => [
      text(row, 'id'),
      {
        topic: text(row, 'topic'),
        name: text(row, 'name'),
        isPublic: flag(row, 'is_public'),
        carry: textOrNull(row, 'carry'),
        isNeeded: flag(row, 'is_needed'),
      },
    ]),
  );
}

/**
 * Whether the reader of a row of `letters` still needs it, with its `topics` and, if it is about one, its `carries`:
 * those behind a topic while they are, until they mute it; a body's people while their body may read it.
 */
const IS_NEEDED = `CASE
  WHEN letters.kind IN ('voice-for-body', 'voice-gentle', 'voice-formal') THEN carries.ended_at IS NULL AND ${BODY_MAY_READ} AND EXISTS (
    SELECT 1
    FROM body_people
    WHERE body_people.body_id = carries.body_id AND body_people.person_id = letters.person_id)
  WHEN letters.kind IN ('voice-receipt', 'voice-person') THEN carries.ended_at IS NULL AND ${BODY_MAY_READ}
    AND (letters.kind = 'voice-person' OR carries.received_at IS NULL) AND carries.carrier_id IS letters.person_id
  ELSE EXISTS (
      SELECT 1
      FROM voices
      WHERE voices.topic_id = topics.id AND voices.person_id = letters.person_id)
    AND NOT EXISTS (
      SELECT 1
      FROM mutes
      WHERE mutes.topic_id = topics.id AND mutes.person_id = letters.person_id)
    AND (letters.kind <> 'voice-carry' OR (carries.sent_at IS NULL AND carries.ended_at IS NULL))
  END`;

const MATTERS = `
  SELECT letters.id, topics.id AS topic, topics.name, carries.id AS carry,
    topics.tender IS NULL AND ${IS_PUBLIC} AS is_public,
    COALESCE(${IS_NEEDED}, 0) AS is_needed
  FROM json_each(:ids)
  JOIN letters ON letters.id = json_each.value
  JOIN topics AS first ON first.id = letters.subject
  JOIN topics ON topics.id = COALESCE(first.joined_to, first.id)
  LEFT JOIN carries ON carries.id = letters.occasion`;
