import type { Reader, Row } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';

export type Route = 'agenda' | 'speaking' | 'passed-on' | 'again';

/** A topic on its way to a body. Days are 'YYYY-MM-DD' and local times the hub's; instants are Unix seconds. */
export interface Carry {
  id: string;
  topic: string;
  body: { id: string; name: string };
  /** Null where one body passed it on to another, or it goes back to the same. */
  meeting: { startsLocal: string; place: string } | null;
  route: Route;
  /** Who takes it there; null when nobody does any more. */
  carrier: { id: string; firstName: string } | null;
  words: string;
  goingWell: string;
  asked: string;
  /** How many stand behind it, as the body reads it: "10", or "a few". */
  shown: string;
  /** Some behind it object to these words; never how many. */
  isObjectedTo: boolean;
  objectionsUntil: number;
  sentAt: number | null;
  receivedAt: number | null;
  answerBy: string;
  /** Since when it is known that no answer came by then. */
  lateAt: number | null;
  endedHow: 'answered' | 'passed-on' | 'called-off' | null;
}

/** Whoever takes back that they stand behind it takes back with it what they wrote of it. */
const STANDS = (row: 'objections' | 'checks') => `EXISTS (
    SELECT 1 FROM voices WHERE voices.topic_id = carries.topic_id AND voices.person_id = ${row}.person_id)`;

const COLUMNS = `carries.id, carries.topic_id, carries.body_id, bodies.name AS body, body_meetings.starts_local,
  body_meetings.place, carries.route, carries.carrier_id, carriers.first_name AS carrier, carries.words,
  carries.going_well, carries.asked, carries.shown, carries.objections_until, carries.sent_at, carries.received_at,
  carries.answer_by, carries.late_at, carries.ended_how,
  EXISTS (SELECT 1 FROM objections WHERE objections.carry_id = carries.id AND ${STANDS('objections')}) AS is_objected_to`;

const FROM = `FROM carries
  JOIN bodies ON bodies.id = carries.body_id
  LEFT JOIN body_meetings ON body_meetings.id = carries.meeting_id
  LEFT JOIN people AS carriers ON carriers.id = carries.carrier_id`;

/** How often a topic was carried, the latest first. Whoever may read the topic may read this. */
export async function ofTopic(db: Reader, topic: string): Promise<Carry[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
     ${FROM}
     WHERE carries.topic_id = :topic
     ORDER BY carries.proposed_at DESC, carries.id`,
    { topic },
  );
  return rows.map(fromRow);
}

/** The one that a topic is on now, or null. */
export async function goingOn(db: Reader, topic: string): Promise<Carry | null> {
  const row = await db.one(
    `SELECT ${COLUMNS}
     ${FROM}
     WHERE carries.topic_id = :topic AND carries.ended_at IS NULL`,
    { topic },
  );
  return row && fromRow(row);
}

export async function find(db: Reader, id: string): Promise<Carry | null> {
  const row = await db.one(`SELECT ${COLUMNS} ${FROM} WHERE carries.id = :id`, { id });
  return row && fromRow(row);
}

/**
 * What has come to a body, by meeting, what waits first: the one way in which its people read. A topic whose voices no
 * longer let this body read them is not among it.
 */
export async function toBody(db: Reader, body: string): Promise<(Carry & { name: string })[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}, topics.name
     ${FROM}
     JOIN topics ON topics.id = carries.topic_id
     WHERE carries.body_id = :body AND carries.sent_at IS NOT NULL AND carries.ended_how IS NOT 'called-off'
       AND ${BODY_MAY_READ}
     ORDER BY carries.ended_at IS NOT NULL, body_meetings.starts_local, carries.sent_at DESC
     LIMIT 100`,
    { body },
  );
  return rows.map((row) => ({ ...fromRow(row), name: text(row, 'name') }));
}

/** Whether the body of a row of `carries` may read its topic: one voice is for everyone, or for this body. */
export const BODY_MAY_READ = `EXISTS (
  SELECT 1
  FROM voices
  WHERE voices.topic_id = carries.topic_id
    AND (voices.level = 4 OR (voices.level = 3 AND voices.body_id = carries.body_id)))`;

/** What those still behind a topic objected to, without names; it is carried, too. */
export async function objectionsTo(db: Reader, carry: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT objections.words
     FROM objections
     JOIN carries ON carries.id = objections.carry_id
     WHERE objections.carry_id = :carry AND objections.words <> '' AND ${STANDS('objections')}
     ORDER BY objections.made_at, objections.person_id`,
    { carry },
  );
  return rows.map((row) => text(row, 'words'));
}

/**
 * Why those behind a topic say that it has not really happened, for the body it came back to: as they say it now, and
 * only of who still stands behind it.
 */
export async function reasonsFor(db: Reader, carry: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT checks.words
     FROM carries
     JOIN checks ON checks.topic_id = carries.topic_id
     WHERE carries.id = :carry AND carries.route = 'again' AND checks.verdict = 'not-really' AND checks.words <> ''
       AND ${STANDS('checks')}
     ORDER BY checks.checked_at, checks.person_id`,
    { carry },
  );
  return rows.map((row) => text(row, 'words'));
}

function fromRow(row: Row): Carry {
  const [meeting, carrier] = [textOrNull(row, 'starts_local'), textOrNull(row, 'carrier_id')];
  return {
    id: text(row, 'id'),
    topic: text(row, 'topic_id'),
    body: { id: text(row, 'body_id'), name: text(row, 'body') },
    meeting: meeting === null ? null : { startsLocal: meeting, place: text(row, 'place') },
    route: text(row, 'route') as Route,
    carrier: carrier === null ? null : { id: carrier, firstName: text(row, 'carrier') },
    words: text(row, 'words'),
    goingWell: text(row, 'going_well'),
    asked: text(row, 'asked'),
    shown: text(row, 'shown'),
    isObjectedTo: flag(row, 'is_objected_to'),
    objectionsUntil: number(row, 'objections_until'),
    sentAt: numberOrNull(row, 'sent_at'),
    receivedAt: numberOrNull(row, 'received_at'),
    answerBy: text(row, 'answer_by'),
    lateAt: numberOrNull(row, 'late_at'),
    endedHow: textOrNull(row, 'ended_how') as Carry['endedHow'],
  };
}
