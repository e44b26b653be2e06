import type { State, Tender } from '#lib/voice-words.ts';
import type { Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as counts from './counts.ts';
import { argsOf, IS_PUBLIC, MAY_READ_TOPIC, type Eyes } from './readers.ts';

/** Views gathered on one matter. `nextOn` is a day, 'YYYY-MM-DD', where the hub is; times are Unix seconds. */
export interface Topic extends counts.Counted {
  id: string;
  hub: string;
  name: string;
  words: string;
  tender: Tender | null;
  state: Exclude<State, 'said'>;
  stateAt: number;
  nextOn: string;
  /** The first name of whoever sees to it next; null: the keepers do. */
  owner: string | null;
  /** The eyes' own: they stand behind it, by a view of theirs or by "Me too". */
  mine: boolean;
  muted: boolean;
}

const COLUMNS = `topics.id, topics.hub, topics.name, topics.words, topics.tender, topics.state, topics.state_at,
  topics.next_on, owners.first_name AS owner, topics.told, ${counts.BEHIND_FOR_HOSTS} AS behind,
  EXISTS (
    SELECT 1 FROM voices WHERE voices.topic_id = topics.id AND voices.person_id = :person) AS mine,
  EXISTS (SELECT 1 FROM mutes WHERE mutes.topic_id = topics.id AND mutes.person_id = :person) AS muted`;

const FROM = 'FROM topics LEFT JOIN people AS owners ON owners.id = topics.owner_id';

/** A topic of a hub as these eyes may read it; null for what they may not. One that was joined leads to the other. */
export async function find(db: Reader, hub: string, id: string, eyes: Eyes): Promise<Topic | null> {
  const row = await db.one(
    `SELECT ${COLUMNS}
     ${FROM}
     WHERE topics.hub = :hub
       AND topics.id = (SELECT COALESCE(first.joined_to, first.id) FROM topics AS first WHERE first.id = :id)
       AND ${MAY_READ_TOPIC}`,
    { hub, id, ...argsOf(eyes) },
  );
  return row && fromRow(row);
}

/** The topics of a hub that these eyes may read, what happened lately first. */
export async function ofHub(
  db: Reader,
  hub: string,
  eyes: Eyes,
  { from = 0, most }: { from?: number; most: number },
): Promise<Topic[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
     ${FROM}
     WHERE topics.id IN (
       SELECT topics.id
       FROM topics
       WHERE topics.hub = :hub AND topics.joined_to IS NULL AND ${MAY_READ_TOPIC}
       ORDER BY topics.state_at DESC, topics.id
       LIMIT :most OFFSET :from)
     ORDER BY topics.state_at DESC, topics.id`,
    { hub, most, from, ...argsOf(eyes) },
  );
  return rows.map(fromRow);
}

/** Whether anybody at all may read it. */
export async function isPublic(db: Reader, id: string): Promise<boolean> {
  return (await db.one(`SELECT id FROM topics WHERE id = :id AND ${IS_PUBLIC}`, { id })) !== null;
}

/** Topics that somebody stands behind, of all hubs. */
export async function ofPerson(db: Reader, person: string): Promise<Topic[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
     ${FROM}
     WHERE topics.joined_to IS NULL AND topics.id IN (
       SELECT topic_id FROM voices WHERE person_id = :person)
     ORDER BY topics.state_at DESC, topics.id`,
    argsOf({ person, isHost: false }),
  );
  return rows.map(fromRow);
}

/** Writes a topic down, in the caller's transaction; returns its id. */
export async function make(
  tx: Writer,
  topic: { hub: string; name: string; words: string; tender: Tender | null; nextOn: string; by: string },
  now: number,
): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO topics (id, hub, name, words, tender, state_at, owner_id, next_on, made_at, made_by)
     VALUES (:id, :hub, :name, :words, :tender, :now, :by, :nextOn, :now, :by)`,
    { id, ...topic, now },
  );
  await note(tx, { topic: id, step: 'gathered', by: topic.by }, now);
  return id;
}

/** Notes what became of a topic, in the caller's transaction. */
export async function note(
  tx: Writer,
  { topic, step, words = '', by }: { topic: string; step: string; words?: string; by: string | null },
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO topic_steps (id, topic_id, step, words, made_at, made_by)
     VALUES (:id, :topic, :step, :words, :now, :by)`,
    { id: newId(), topic, step, words, by, now },
  );
}

/**
 * Moves a topic on, in the caller's transaction: what happened, its state if that changed, and the day on which
 * somebody sees to it next. There always is one.
 */
export async function move(
  tx: Writer,
  given: {
    topic: string;
    step: string;
    state?: Topic['state'];
    nextOn: string;
    words?: string;
    by: string | null;
  },
  now: number,
): Promise<void> {
  const { topic, step, state = null, nextOn, words = '', by } = given;
  await tx.run(
    `UPDATE topics
     SET state_at = CASE WHEN state = COALESCE(:state, state) THEN state_at ELSE :now END,
       state = COALESCE(:state, state), next_on = :nextOn
     WHERE id = :topic`,
    { topic, state, nextOn, now },
  );
  await note(tx, { topic, step, words, by }, now);
}

/**
 * What became of a topic so far, the earliest first; for whoever may read it. That some have looked whether it happened
 * is one step: neither how many they are nor what one of them said.
 */
export async function stepsOf(
  db: Reader,
  topic: string,
): Promise<{ step: string; words: string; at: number }[]> {
  const rows = await db.all(
    `SELECT CASE WHEN step LIKE 'checked %' THEN 'checked' ELSE step END AS step, words, made_at
     FROM topic_steps
     WHERE topic_id = :topic AND (step NOT LIKE 'checked %' OR id = (
       SELECT last.id
       FROM topic_steps AS last
       WHERE last.topic_id = :topic AND last.step LIKE 'checked %'
       ORDER BY last.made_at DESC, last.id
       LIMIT 1))
     ORDER BY made_at, id
     LIMIT 200`,
    { topic },
  );
  return rows.map((row) => ({
    step: text(row, 'step'),
    words: text(row, 'words'),
    at: number(row, 'made_at'),
  }));
}

function fromRow(row: Row): Topic {
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    name: text(row, 'name'),
    words: text(row, 'words'),
    tender: textOrNull(row, 'tender') as Tender | null,
    state: text(row, 'state') as Topic['state'],
    stateAt: number(row, 'state_at'),
    nextOn: text(row, 'next_on'),
    owner: textOrNull(row, 'owner'),
    ...counts.fromRow(row),
    mine: flag(row, 'mine'),
    muted: flag(row, 'muted'),
  };
}
