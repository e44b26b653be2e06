import type { Database, Reader, Writer } from '#server/db/database.ts';
import { flag, number, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as people from '#server/people/people.ts';
import * as askQuestions from './ask-questions.ts';
import type { Question } from './ask-questions.ts';
import * as asks from './asks.ts';
import type { Said } from './views.ts';

/** What somebody answered, by the question's id: the place of an option, a vote, or words. */
export type Answers = Record<string, string>;

export interface Sheet {
  hub: string;
  ask: string;
  /** Nobody: a slip without a name. */
  person: string | null;
  answers: Answers;
  consented: boolean;
  /** The body that asks may read the words, with the first name; otherwise, and without a name, the hosts alone. */
  wordsForBody: boolean;
  said: Said;
  /** The host who keyed it in. */
  by: string | null;
}

/** 'said-self': they answered themselves, which a host does not write over. */
export type Taking = 'taken' | 'closed' | 'needs-consent' | 'nothing' | 'said-self';

export const MOST_LETTERS = 300;

/** Takes all that somebody answers to an ask, in the place of what they answered before: one sheet a person. */
export function take(db: Database, sheet: Sheet, now: number): Promise<Taking> {
  return db.write((tx) => takeWithin(tx, sheet, now));
}

export async function takeWithin(tx: Writer, sheet: Sheet, now: number): Promise<Taking> {
  const { hub, person, consented, said } = sheet;
  const ask = await openAsk(tx, hub, sheet.ask, now);
  if (!ask) return 'closed';
  const rows = rowsOf(await askQuestions.ofAsk(tx, ask.id), sheet.answers);
  if (rows.length === 0) return 'nothing';
  const before = person ? await standingSheet(tx, ask.id, person) : null;
  if (ask.tender === 'health' && !consented && !before?.consented) return 'needs-consent';
  if (before?.said === 'self' && said !== 'self') return 'said-self';
  const id = before?.id ?? newId();
  await tx.run(
    `INSERT INTO ask_sheets (id, ask_id, person_id, consented_at, words_for, said, entered_by, given_at)
     VALUES (:id, :ask, :person, :consentedAt, :wordsFor, :said, :by, :now)
     ON CONFLICT (id) DO UPDATE
     SET consented_at = COALESCE(consented_at, excluded.consented_at), words_for = excluded.words_for,
       said = excluded.said, entered_by = excluded.entered_by, given_at = excluded.given_at`,
    {
      ...{ id, ask: ask.id, person, consentedAt: consented ? now : null },
      ...{ wordsFor: person && sheet.wordsForBody ? (ask.body?.id ?? null) : null, said, by: sheet.by, now },
    },
  );
  await tx.run('DELETE FROM ask_answers WHERE sheet_id = :id', { id });
  await tx.run(
    `INSERT INTO ask_answers (sheet_id, question_id, chosen, words)
     SELECT :id, value ->> 'question', value ->> 'chosen', value ->> 'words'
     FROM json_each(:rows)`,
    { id, rows: JSON.stringify(rows) },
  );
  if (person) await people.joinHub(tx, person, hub, now);
  return 'taken';
}

/** Deletes all that somebody answered to an ask. What was counted stays as it was told. */
export function takeBack(
  db: Database,
  { ask, person }: { ask: string; person: string },
): Promise<'gone' | 'nothing'> {
  return db.write(async (tx) => {
    const gone = await tx.run('DELETE FROM ask_sheets WHERE ask_id = :ask AND person_id = :person', {
      ask,
      person,
    });
    return gone > 0 ? 'gone' : 'nothing';
  });
}

/** What somebody answered to an ask; null when they have not. */
export async function ofPerson(
  db: Reader,
  ask: string,
  person: string,
): Promise<{ id: string; answers: Answers; wordsForBody: boolean; consented: boolean } | null> {
  const sheet = await standingSheet(db, ask, person);
  if (!sheet) return null;
  const rows = await db.all(
    'SELECT question_id, chosen, words FROM ask_answers WHERE sheet_id = :id ORDER BY question_id',
    { id: sheet.id },
  );
  const answers = rows.map((row) => [
    text(row, 'question_id'),
    textOrNull(row, 'chosen') ?? text(row, 'words'),
  ]);
  return {
    id: sheet.id,
    answers: Object.fromEntries(answers) as Answers,
    wordsForBody: sheet.wordsForBody,
    consented: sheet.consented,
  };
}

/** How many have answered so far: for whoever keys in paper, and told nowhere else before it is counted. */
export async function countOf(db: Reader, ask: string): Promise<number> {
  return number(
    (await db.one('SELECT COUNT(*) AS sheets FROM ask_sheets WHERE ask_id = :ask', { ask }))!,
    'sheets',
  );
}

async function standingSheet(db: Reader, ask: string, person: string) {
  const row = await db.one(
    `SELECT id, said, consented_at IS NOT NULL AS consented, words_for IS NOT NULL AS for_body
     FROM ask_sheets
     WHERE ask_id = :ask AND person_id = :person`,
    { ask, person },
  );
  return (
    row && {
      id: text(row, 'id'),
      said: text(row, 'said') as Said,
      consented: flag(row, 'consented'),
      wordsForBody: flag(row, 'for_body'),
    }
  );
}

async function openAsk(db: Reader, hub: string, id: string, now: number): Promise<asks.Ask | null> {
  const ask = await asks.findAsked(db, hub, id);
  if (!ask) return null;
  const { zone } = (await db.one('SELECT zone FROM hubs WHERE slug = :hub', { hub }))!;
  return asks.standingOf(ask, asks.dayIn(now, String(zone))) === 'open' ? ask : null;
}

interface AnswerRow {
  question: string;
  chosen: string | null;
  words: string | null;
}

const VOTES = ['agree', 'disagree', 'pass'];

/** The answers that fit their questions; the others are left out. */
function rowsOf(questions: Question[], answers: Answers): AnswerRow[] {
  return questions.flatMap(({ id, kind, options }): AnswerRow[] => {
    const given = (Object.hasOwn(answers, id) ? answers[id]! : '').trim();
    if (kind === 'words') {
      const words = given.slice(0, MOST_LETTERS);
      return words === '' ? [] : [{ question: id, chosen: null, words }];
    }
    const known = kind === 'agree' ? VOTES : [...options.keys()].map(String);
    return known.includes(given) ? [{ question: id, chosen: given, words: null }] : [];
  });
}
