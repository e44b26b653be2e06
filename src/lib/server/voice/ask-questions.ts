import type { QuestionKind } from '#lib/ask-words.ts';
import type { Database, Reader } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';

/** One of the questions of an ask. */
export interface Question {
  id: string;
  turn: number;
  kind: QuestionKind;
  words: string;
  /** What may be chosen; empty for the other kinds. */
  options: string[];
}

export interface NewQuestion extends Pick<Question, 'kind' | 'words'> {
  hub: string;
  options: readonly string[];
  ask: string;
}

export const MOST_OPTIONS = 5;

/** 'sent': it is asked already, or waits for it; nothing in it changes any more. */
export type Adding = 'added' | 'sent' | 'seven' | 'needs-options' | 'too-many-options' | 'there-already';

/** Adds a question at the end. A choice needs two options at least, each another, and has five at most. */
export function add(db: Database, question: NewQuestion): Promise<Adding> {
  const { hub, ask, kind, words } = question;
  const options = kind === 'choice' ? distinct(question.options) : [];
  if (kind === 'choice' && options.length < 2) return Promise.resolve('needs-options');
  if (options.length > MOST_OPTIONS) return Promise.resolve('too-many-options');
  return db.write(async (tx) => {
    if (!(await isDraft(tx, hub, ask))) return 'sent';
    const before = await ofAsk(tx, ask);
    if (before.some((one) => one.words === words)) return 'there-already';
    const added = await tx.run(
      `INSERT INTO ask_questions (id, ask_id, turn, kind, words, options)
       SELECT :id, :ask, turns.value, :kind, :words, :options
       FROM json_each('[1, 2, 3, 4, 5, 6, 7]') AS turns
       WHERE turns.value > COALESCE((SELECT MAX(turn) FROM ask_questions WHERE ask_id = :ask), 0)
       ORDER BY turns.value
       LIMIT 1`,
      { id: newId(), ask, kind, words, options: JSON.stringify(options) },
    );
    return added === 1 ? 'added' : 'seven';
  });
}

/** Takes a question out again, while nobody has been asked; those after it move up. */
export function remove(
  db: Database,
  { hub, ask, question }: { hub: string; ask: string; question: string },
): Promise<'removed' | 'sent'> {
  return db.write(async (tx) => {
    if (!(await isDraft(tx, hub, ask))) return 'sent';
    await tx.run('DELETE FROM ask_questions WHERE id = :question AND ask_id = :ask', { question, ask });
    for (const [at, { id, turn }] of (await ofAsk(tx, ask)).entries())
      if (turn !== at + 1)
        await tx.run('UPDATE ask_questions SET turn = :turn WHERE id = :id', { id, turn: at + 1 });
    return 'removed';
  });
}

/** The questions of an ask, in their order. */
export async function ofAsk(db: Reader, ask: string): Promise<Question[]> {
  const rows = await db.all(
    'SELECT id, turn, kind, words, options FROM ask_questions WHERE ask_id = :ask ORDER BY turn',
    { ask },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    turn: number(row, 'turn'),
    kind: text(row, 'kind') as QuestionKind,
    words: text(row, 'words'),
    options: JSON.parse(text(row, 'options')) as string[],
  }));
}

async function isDraft(db: Reader, hub: string, ask: string): Promise<boolean> {
  const row = await db.one(
    'SELECT 1 AS draft FROM asks WHERE id = :ask AND hub = :hub AND sent_at IS NULL AND withdrawn_at IS NULL',
    { ask, hub },
  );
  return row !== null;
}

function distinct(options: readonly string[]): string[] {
  return [...new Map(options.map((one) => [one.toLowerCase(), one])).values()].filter(Boolean);
}
