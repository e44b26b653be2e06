import { answerInWords } from '#lib/answer-words.ts';
import type { AgendaKind } from '#lib/agenda-words.ts';
import { dayInWords } from '#lib/dates.ts';
import { standingInWords } from '#lib/promise-words.ts';
import { STATE_MEANS } from '#lib/voice-words.ts';
import type { Reader } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import * as answers from './answers.ts';
import * as promises from './promises.ts';
import { IS_PUBLIC } from './readers.ts';
import * as writeUps from './write-ups.ts';

/** Something that is due at a meet-up. It is read out in a room: nothing that not everybody may read is among it. */
export interface Due {
  /** Its kind and its own id: "answer …". */
  item: string;
  kind: AgendaKind;
  title: string;
  words: string;
}

/** The date that an agenda is for; `day` is 'YYYY-MM-DD' where the hub is. */
export interface Meeting {
  hub: string;
  meetup: string;
  day: string;
}

/** How long after a meet-up its hub looks again, in words. */
const HOW_LONG = ['Six weeks', 'Half a year', 'A year and a half'];
const MOST_TOPICS = 8;

/** All that is due at a meet-up, by kind, what has waited longest first. */
export async function at(db: Reader, meeting: Meeting): Promise<Due[]> {
  return [
    ...(await answersDue(db, meeting)),
    ...(await asksDue(db, meeting)),
    ...(await notesDue(db, meeting)),
    ...(await promisesDue(db, meeting)),
    ...(await turnsDue(db, meeting)),
    ...(await topicsDue(db, meeting)),
    ...(await mattersOf(db, meeting)),
  ];
}

async function answersDue(db: Reader, { hub }: Meeting): Promise<Due[]> {
  const waiting = await answers.toReadOut(db, hub);
  return waiting.map((one) => ({
    item: `answer ${one.id}`,
    kind: 'answer',
    title: one.name,
    words: `${one.body}: “${answerInWords(one)}”`,
  }));
}

/** What may still be answered at the meet-up, by hand or on a slip. */
async function asksDue(db: Reader, { hub, day }: Meeting): Promise<Due[]> {
  const rows = await db.all(
    `SELECT asks.id, asks.name, asks.closes_on, bodies.name AS body
     FROM asks
     LEFT JOIN bodies ON bodies.id = asks.body_id
     WHERE asks.hub = :hub AND asks.asked_at IS NOT NULL AND asks.withdrawn_at IS NULL AND asks.closes_on >= :day
     ORDER BY asks.closes_on, asks.id
     LIMIT 5`,
    { hub, day },
  );
  return rows.map((row) => ({
    item: `ask ${text(row, 'id')}`,
    kind: 'ask',
    title: text(row, 'name'),
    words: `${textOrNull(row, 'body') ?? 'The hosts'}. Answers count until ${dayInWords(text(row, 'closes_on'), day)}.`,
  }));
}

async function notesDue(db: Reader, meeting: Meeting): Promise<Due[]> {
  const waiting = await writeUps.toApprove(db, meeting);
  return waiting.map(({ id, day }) => ({
    item: `notes ${id}`,
    kind: 'notes',
    title: `What we agreed on ${dayInWords(day, meeting.day)}`,
    words: 'Read them out, and ask the room.',
  }));
}

async function turnsDue(db: Reader, { hub, day }: Meeting): Promise<Due[]> {
  const waiting = await writeUps.toLookAt(db, { hub, day });
  return waiting.map((one) => ({
    item: `later ${one.id} ${one.turn}`,
    kind: 'later',
    title: `What we agreed on ${dayInWords(one.day, day)}`,
    words: `${HOW_LONG[one.turn - 1]} on: what has come of it?`,
  }));
}

/** What is to be kept by then, and what nobody has any more. */
async function promisesDue(db: Reader, { hub, day }: Meeting): Promise<Due[]> {
  const due = await promises.dueBy(db, hub, day);
  return due.map((one) => ({
    item: `promise ${one.id}`,
    kind: 'promise',
    title: one.what,
    words: one.isLoose
      ? 'Nobody has it now. Who takes it?'
      : `${promises.whose(one)}. ${standingInWords(one, day)}.`,
  }));
}

/** What somebody has to see to by then, but for what is with a body and not late, and what has an answer to be read out. */
async function topicsDue(db: Reader, { hub, day }: Meeting): Promise<Due[]> {
  const rows = await db.all(
    `SELECT topics.id, topics.name, topics.state
     FROM topics
     WHERE topics.hub = :hub AND topics.joined_to IS NULL AND topics.next_on <= :day AND ${IS_PUBLIC}
       AND NOT EXISTS (
         SELECT 1
         FROM carries
         WHERE carries.topic_id = topics.id AND carries.ended_at IS NULL AND carries.sent_at IS NOT NULL
           AND carries.late_at IS NULL)
       AND NOT EXISTS (
         SELECT 1
         FROM answers
         JOIN carries ON carries.id = answers.carry_id
         WHERE carries.topic_id = topics.id AND answers.told_room_at IS NULL)
     ORDER BY topics.next_on, topics.id
     LIMIT ${MOST_TOPICS}`,
    { hub, day },
  );
  return rows.map((row) => ({
    item: `topic ${text(row, 'id')}`,
    kind: 'topic',
    title: text(row, 'name'),
    words: STATE_MEANS[text(row, 'state') as keyof typeof STATE_MEANS],
  }));
}

async function mattersOf(db: Reader, { hub, meetup }: Meeting): Promise<Due[]> {
  const rows = await db.all(
    `SELECT id, words
     FROM agenda_matters
     WHERE meetup_id = :meetup AND hub = :hub
     ORDER BY made_at, id`,
    { hub, meetup },
  );
  return rows.map((row) => ({
    item: `own ${text(row, 'id')}`,
    kind: 'own',
    title: text(row, 'words'),
    words: '',
  }));
}
