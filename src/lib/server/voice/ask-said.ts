import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as people from '#server/people/people.ts';
import type { Ask } from './asks.ts';
import * as askTelling from './ask-telling.ts';
import * as disclosureWords from './disclosure-words.ts';

/** A few words somebody wrote to a question; `by` is a first name, null on a slip without one. */
export interface Said {
  sheet: string;
  question: string;
  words: string;
  by: string | null;
}

/** A second look so soon is the same reading. */
const SAME_READING = 600;

/** All words of an ask, for a host of its hub; each author finds it in their own log. */
export async function forHost(db: Database, ask: Ask, reader: string, now: number): Promise<Said[]> {
  const said = await wordsOf(db, ask.id, null);
  await note(db, said, { reader, role: 'host' }, now);
  return said;
}

/**
 * The words whose authors let the body that asks read them, with their first names, once it may read what came of it.
 * What seems to tell of somebody else, or where somebody lives, stays with the hosts.
 */
export async function forBody(db: Database, ask: Ask, reader: string, now: number): Promise<Said[]> {
  if (!ask.body || !askTelling.mayRead(ask, { isNeighbour: false, asksIt: true }, now)) return [];
  const names = (await people.ofHub(db, ask.hub)).map(({ firstName }) => firstName);
  const said = (await wordsOf(db, ask.id, ask.body.id)).filter(
    ({ words, by }) => by !== null && disclosureWords.findTelling(words, names).length === 0,
  );
  await note(db, said, { reader, role: 'body' }, now);
  return said;
}

/** Who read what somebody wrote because of their role, and when (Unix seconds); the latest first. */
export async function readingsOf(
  db: Reader,
  sheet: string,
): Promise<{ role: 'host' | 'body'; firstName: string | null; at: number }[]> {
  const rows = await db.all(
    `SELECT ask_readings.role, ask_readings.read_at, people.first_name
     FROM ask_readings
     LEFT JOIN people ON people.id = ask_readings.reader_id
     WHERE ask_readings.sheet_id = :sheet
     ORDER BY ask_readings.read_at DESC
     LIMIT 100`,
    { sheet },
  );
  return rows.map((row) => ({
    role: text(row, 'role') as 'host' | 'body',
    firstName: textOrNull(row, 'first_name'),
    at: number(row, 'read_at'),
  }));
}

/** For the hosts, or for one body: those that were meant for it. */
async function wordsOf(db: Reader, ask: string, body: string | null): Promise<Said[]> {
  const rows = await db.all(
    `SELECT ask_sheets.id, ask_answers.question_id, ask_answers.words, people.first_name
     FROM ask_sheets
     JOIN ask_answers ON ask_answers.sheet_id = ask_sheets.id
     LEFT JOIN people ON people.id = ask_sheets.person_id
     WHERE ask_sheets.ask_id = :ask AND ask_answers.words IS NOT NULL
       AND (:body IS NULL OR ask_sheets.words_for = :body)
     ORDER BY ask_sheets.given_at, ask_sheets.id
     LIMIT 2000`,
    { ask, body },
  );
  return rows.map((row) => ({
    sheet: text(row, 'id'),
    question: text(row, 'question_id'),
    words: text(row, 'words'),
    by: textOrNull(row, 'first_name'),
  }));
}

async function note(
  db: Database,
  said: Said[],
  { reader, role }: { reader: string; role: 'host' | 'body' },
  now: number,
): Promise<void> {
  const sheets = [...new Set(said.map(({ sheet }) => sheet))];
  const unread = await db.all(UNREAD, {
    ids: JSON.stringify(sheets),
    reader,
    role,
    lately: now - SAME_READING,
  });
  if (unread.length === 0) return;
  const rows = unread.map((row) => ({ id: newId(), sheet: text(row, 'id') }));
  await db.write((tx) => insert(tx, JSON.stringify(rows), { reader, role }, now));
}

function insert(
  tx: Writer,
  rows: string,
  { reader, role }: { reader: string; role: string },
  now: number,
): Promise<number> {
  return tx.run(
    `INSERT INTO ask_readings (id, sheet_id, reader_id, role, read_at)
     SELECT value ->> 'id', value ->> 'sheet', :reader, :role, :now
     FROM json_each(:rows)
     WHERE EXISTS (SELECT 1 FROM ask_sheets WHERE ask_sheets.id = value ->> 'sheet')`,
    { rows, reader, role, now },
  );
}

const UNREAD = `
  SELECT ask_sheets.id
  FROM json_each(:ids)
  JOIN ask_sheets ON ask_sheets.id = json_each.value
  WHERE ask_sheets.person_id IS NOT NULL AND ask_sheets.person_id <> :reader AND NOT EXISTS (
    SELECT 1
    FROM ask_readings
    WHERE ask_readings.sheet_id = ask_sheets.id AND ask_readings.reader_id = :reader
      AND ask_readings.role = :role AND ask_readings.read_at > :lately)`;
