import type { Verdict } from '#lib/answer-words.ts';
import type { State } from '#lib/voice-words.ts';
import type { Reader } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import * as answers from './answers.ts';
import type { Answer } from './answers.ts';
import { IS_PUBLIC } from './readers.ts';

/** A topic that was carried, as everybody may see what became of it. No number in it but the one that all are told. */
export interface WeDid {
  topic: string;
  name: string;
  state: Exclude<State, 'said'>;
  stateAt: number;
  nextOn: string;
  body: string;
  /** How many stand behind it, as everybody was told; null while nothing is. */
  told: string | null;
  asked: string;
  answerBy: string;
  isLate: boolean;
  answer: Answer | null;
  /** What most of those say who looked and still stand behind it; where as many say two things, the one with more left to do. */
  verdict: Verdict | null;
}

/** How long a body takes to answer, in days; told from five answers on. */
export interface ReplyRecord {
  body: string;
  replies: number;
  median: number;
  shortest: number;
  longest: number;
}

const MOST = 200;
const FEWEST_REPLIES = 5;
const DAY = 86_400;

/** Every topic of a hub that everybody may read and that was carried, what was not done too; the latest first. */
export async function ofHub(db: Reader, hub: string): Promise<WeDid[]> {
  const rows = await db.all(
    `SELECT topics.id, topics.name, topics.state, topics.state_at, topics.next_on, bodies.name AS body, topics.told,
       carries.asked, carries.answer_by, carries.late_at, ${VERDICT} AS verdict
     FROM topics
     JOIN carries ON carries.id = (
       SELECT last.id
       FROM carries AS last
       WHERE last.topic_id = topics.id AND last.sent_at IS NOT NULL
       ORDER BY last.proposed_at DESC, last.id
       LIMIT 1)
     JOIN bodies ON bodies.id = carries.body_id
     WHERE topics.hub = :hub AND topics.joined_to IS NULL AND ${IS_PUBLIC}
     ORDER BY topics.state_at DESC, topics.id
     LIMIT ${MOST}`,
    { hub },
  );
  const given = await answers.latestOf(
    db,
    rows.map((row) => text(row, 'id')),
  );
  return rows.map((row) => ({
    topic: text(row, 'id'),
    name: text(row, 'name'),
    state: text(row, 'state') as WeDid['state'],
    stateAt: number(row, 'state_at'),
    nextOn: text(row, 'next_on'),
    body: text(row, 'body'),
    told: textOrNull(row, 'told'),
    asked: text(row, 'asked'),
    answerBy: text(row, 'answer_by'),
    isLate: numberOrNull(row, 'late_at') !== null,
    answer: given.get(text(row, 'id')) ?? null,
    verdict: textOrNull(row, 'verdict') as Verdict | null,
  }));
}

const VERDICT = `(
  SELECT verdict
  FROM checks
  WHERE checks.topic_id = topics.id AND verdict <> 'waiting'
    AND EXISTS (
      SELECT 1 FROM voices WHERE voices.topic_id = topics.id AND voices.person_id = checks.person_id)
  GROUP BY verdict
  ORDER BY COUNT(*) DESC,
    CASE verdict WHEN 'not-really' THEN 0 WHEN 'not-yet' THEN 1 WHEN 'partly' THEN 2 ELSE 3 END
  LIMIT 1)`;

/** How long the bodies of a hub take to answer what everybody may read, by name; only those with five answers or more. */
export async function replyRecords(db: Reader, hub: string): Promise<ReplyRecord[]> {
  const rows = await db.all(
    `SELECT bodies.name, MIN(answers.given_at) - carries.sent_at AS took
     FROM carries
     JOIN bodies ON bodies.id = carries.body_id
     JOIN topics ON topics.id = carries.topic_id
     JOIN answers ON answers.carry_id = carries.id AND answers.kind <> 'not-yet'
     WHERE bodies.hub = :hub AND carries.sent_at IS NOT NULL AND ${IS_PUBLIC}
     GROUP BY carries.id
     ORDER BY bodies.name COLLATE NOCASE`,
    { hub },
  );
  const byBody = new Map<string, number[]>();
  for (const row of rows) {
    const days = Math.max(0, Math.round(number(row, 'took') / DAY));
    byBody.set(text(row, 'name'), [...(byBody.get(text(row, 'name')) ?? []), days]);
  }
  return [...byBody]
    .filter(([, days]) => days.length >= FEWEST_REPLIES)
    .map(([body, days]) => {
      const sorted = days.sort((a, b) => a - b);
      const middle = sorted.length / 2;
      const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
      return { body, replies: sorted.length, median, shortest: sorted[0]!, longest: sorted.at(-1)! };
    });
}
