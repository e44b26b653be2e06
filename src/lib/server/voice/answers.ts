import type { AnswerKind } from '#lib/answer-words.ts';
import type { Database, Reader, Row } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';

/** What a body answered. Days are 'YYYY-MM-DD' where the hub is; instants are Unix seconds. */
export interface Answer {
  id: string;
  carry: string;
  body: string;
  kind: AnswerKind;
  words: string;
  because: string;
  passedTo: string | null;
  byDay: string | null;
  givenAt: number;
  toldRoomAt: number | null;
}

/** The answers to what a topic asked, the latest first. Whoever may read the topic may read them. */
export async function ofTopic(db: Reader, topic: string): Promise<Answer[]> {
  const rows = await db.all(
    `${SELECT} WHERE carries.topic_id = :topic ORDER BY answers.given_at DESC, answers.id`,
    {
      topic,
    },
  );
  return rows.map(fromRow);
}

/** The latest answer to each of these topics, by topic. */
export async function latestOf(db: Reader, topics: string[]): Promise<Map<string, Answer>> {
  const rows = await db.all(
    `${SELECT}
     JOIN json_each(:ids) ON json_each.value = carries.topic_id
     ORDER BY answers.given_at, answers.id`,
    { ids: JSON.stringify(topics) },
  );
  return new Map(rows.map((row) => [text(row, 'topic_id'), fromRow(row)]));
}

/** Answers that have not been read out in the room yet, the earliest first, with the topic's name. */
export async function toReadOut(
  db: Reader,
  hub: string,
): Promise<(Answer & { topic: string; name: string })[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE topics.hub = :hub AND answers.told_room_at IS NULL AND ${IS_SAID_ALOUD}
     ORDER BY answers.given_at, answers.id
     LIMIT 20`,
    { hub },
  );
  return rows.map((row) => ({ ...fromRow(row), topic: text(row, 'topic_id'), name: text(row, 'name') }));
}

/** A host has read it out at a meet-up. */
export function toldRoom(
  db: Database,
  { hub, answer, by }: { hub: string; answer: string; by: string },
  now: number,
): Promise<'told' | 'not-found'> {
  return db.write(async (tx) => {
    const told = await tx.run(
      `UPDATE answers
       SET told_room_at = COALESCE(told_room_at, :now), told_room_by = COALESCE(told_room_by, :by)
       WHERE id = :answer AND carry_id IN (
         SELECT carries.id FROM carries JOIN topics ON topics.id = carries.topic_id WHERE topics.hub = :hub)`,
      { hub, answer, by, now },
    );
    return told === 1 ? 'told' : 'not-found';
  });
}

// In the room only what everybody may read is read out; the rest goes by letter alone.
const IS_SAID_ALOUD = `EXISTS (
  SELECT 1 FROM voices WHERE voices.topic_id = topics.id AND voices.level = 4)`;

const SELECT = `
  SELECT answers.id, answers.carry_id, bodies.name AS body, answers.kind, answers.words, answers.because,
    next.name AS passed_to, answers.by_day, answers.given_at, answers.told_room_at, carries.topic_id, topics.name
  FROM answers
  JOIN carries ON carries.id = answers.carry_id
  JOIN topics ON topics.id = carries.topic_id
  JOIN bodies ON bodies.id = carries.body_id
  LEFT JOIN bodies AS next ON next.id = answers.passed_to`;

function fromRow(row: Row): Answer {
  return {
    id: text(row, 'id'),
    carry: text(row, 'carry_id'),
    body: text(row, 'body'),
    kind: text(row, 'kind') as AnswerKind,
    words: text(row, 'words'),
    because: text(row, 'because'),
    passedTo: textOrNull(row, 'passed_to'),
    byDay: textOrNull(row, 'by_day'),
    givenAt: number(row, 'given_at'),
    toldRoomAt: numberOrNull(row, 'told_room_at'),
  };
}
