import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import * as askLetters from './ask-letters.ts';
import * as askQuestions from './ask-questions.ts';
import type { Question } from './ask-questions.ts';
import type { Ask } from './asks.ts';
import * as asks from './asks.ts';
import * as disclosure from './disclosure.ts';

/** What came of an ask, in rounded numbers: worked out once, when it is over, and never again. */
export interface Told {
  spoke: disclosure.Shown;
  /** By the question's id. Cells are named 'agree', 'disagree', 'pass', or by the place of the option from '0' on. */
  questions: { question: string; shown: disclosure.Release }[];
}

/** Those who were asked read what came of it so much sooner than whoever asked, and everybody else. */
export const FIRST = 2 * DAY;

/** Who said what is forgotten so long after an ask is over. */
const SHEETS_KEPT = 365 * DAY;

/** Who wants to read what came of an ask: a neighbour of its hub, and whether they answer for the body that asked. */
export interface Reading {
  isNeighbour: boolean;
  asksIt: boolean;
}

/** True when they may read what came of it: those who were asked first, all others two days later. */
export function mayRead(
  { toldAt }: Pick<Ask, 'toldAt'>,
  { isNeighbour, asksIt }: Reading,
  now: number,
): boolean {
  if (toldAt === null) return false;
  return (isNeighbour && !asksIt) || now >= toldAt + FIRST;
}

/** What came of an ask, for somebody who may read it; null before. */
export async function read(db: Reader, ask: Ask, reading: Reading, now: number): Promise<Told | null> {
  if (!mayRead(ask, reading, now)) return null;
  const row = await db.one('SELECT told FROM asks WHERE id = :id AND told IS NOT NULL', { id: ask.id });
  return row && (JSON.parse(text(row, 'told')) as Told);
}

/** Counts every ask whose last day is over. Returns how many it was. */
export async function tellDue(db: Database, now: number): Promise<number> {
  const rows = await db.all(
    `SELECT asks.id, asks.tender IS NOT NULL AS is_tender, asks.closes_on, hubs.zone
     FROM asks
     JOIN hubs ON hubs.slug = asks.hub
     WHERE asks.asked_at IS NOT NULL AND asks.told_at IS NULL AND asks.withdrawn_at IS NULL
       AND asks.closes_on <= :today`,
    { today: asks.dayIn(now + DAY, 'UTC') },
  );
  const over = rows.filter((row) => text(row, 'closes_on') < asks.dayIn(now, text(row, 'zone')));
  for (const row of over)
    await db.write((tx) => tell(tx, text(row, 'id'), number(row, 'is_tender') === 1, now));
  return over.length;
}

/** Forgets who said what a year after an ask was counted. Returns how many asks it was. */
export function forgetSheets(db: Database, now: number): Promise<number> {
  return db.write(async (tx) => {
    const before = now - SHEETS_KEPT;
    await tx.run(
      `DELETE FROM ask_sheets
       WHERE ask_id IN (SELECT id FROM asks WHERE told_at <= :before AND sheets_gone_at IS NULL)`,
      { before },
    );
    return tx.run(
      'UPDATE asks SET sheets_gone_at = :now WHERE told_at <= :before AND sheets_gone_at IS NULL',
      { before, now },
    );
  });
}

async function tell(tx: Writer, ask: string, isTender: boolean, now: number): Promise<void> {
  const sheets = await tx.one('SELECT COUNT(*) AS spoke FROM ask_sheets WHERE ask_id = :ask', { ask });
  const spoke = number(sheets!, 'spoke');
  const counts = await countsOf(tx, ask);
  const questions = (await askQuestions.ofAsk(tx, ask)).map((question) => ({
    question: question.id,
    shown: disclosure.release(tableOf(question, counts.get(question.id) ?? {}, spoke, isTender)),
  }));
  const told: Told = { spoke: disclosure.show(spoke, isTender), questions };
  await tx.run('UPDATE asks SET told = :told, told_at = :now WHERE id = :ask AND told_at IS NULL', {
    ask,
    told: JSON.stringify(told),
    now,
  });
  await askLetters.tellThose(tx, { ask, kind: 'ask-told' }, now);
}

async function countsOf(db: Reader, ask: string): Promise<Map<string, Record<string, number>>> {
  const rows = await db.all(
    `SELECT ask_answers.question_id, COALESCE(ask_answers.chosen, 'words') AS cell, COUNT(*) AS people
     FROM ask_sheets
     JOIN ask_answers ON ask_answers.sheet_id = ask_sheets.id
     WHERE ask_sheets.ask_id = :ask
     GROUP BY ask_answers.question_id, cell`,
    { ask },
  );
  const counts = new Map<string, Record<string, number>>();
  for (const row of rows) {
    const question = text(row, 'question_id');
    counts.set(question, { ...counts.get(question), [text(row, 'cell')]: number(row, 'people') });
  }
  return counts;
}

/** Of words only how many wrote some. */
function tableOf(
  { kind, options }: Question,
  counts: Record<string, number>,
  spoke: number,
  isTender: boolean,
): disclosure.Table {
  const names = {
    agree: ['agree', 'disagree', 'pass'],
    choice: [...options.keys()].map(String),
    words: ['words'],
  }[kind];
  const cells = names.map((name) => ({ name, count: counts[name] ?? 0 }));
  const answered = cells.reduce((sum, { count }) => sum + count, 0);
  return { cells, pass: kind === 'agree' ? 'pass' : null, blank: spoke - answered, isTender };
}
