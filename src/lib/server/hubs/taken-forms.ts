import type { Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { hash } from '#server/secrets.ts';

/** The key of a form: what it is for and the value of its hidden `once` field; null for a form without one. */
export function keyFor(purpose: string, once: string | null | undefined): string | null {
  return once ? hash(`${purpose} ${once}`) : null;
}

/**
 * Does what a form asks the first time, and answers the same form sent again with the first result:
 * an answer lost on the way is safe to ask for twice. Where `make` gives null, something has to be put right
 * first, and the form may come again.
 */
export async function once<T extends string | null>(
  tx: Writer,
  key: string | null,
  make: () => Promise<T>,
  now: number,
): Promise<T | string> {
  if (!key) return make();
  const before = await resultOf(tx, key);
  if (before !== null) return before;
  const result = await make();
  if (result === null) return result;
  await tx.run('INSERT INTO taken_forms (key, result, taken_at) VALUES (:key, :result, :now)', {
    key,
    result,
    now,
  });
  return result;
}

/** What came of a form that was taken after `since` (Unix seconds), or null. */
export async function resultOf(db: Reader, key: string, since = 0): Promise<string | null> {
  const taken = await db.one('SELECT result FROM taken_forms WHERE key = :key AND taken_at > :since', {
    key,
    since,
  });
  return taken && text(taken, 'result');
}

/** Lets the same form make something new. */
export async function release(tx: Writer, key: string): Promise<void> {
  await tx.run('DELETE FROM taken_forms WHERE key = :key', { key });
}

/** What a form made is another's now. */
export async function changeResult(tx: Writer, from: string, into: string): Promise<void> {
  await tx.run('UPDATE taken_forms SET result = :into WHERE result = :from', { from, into });
}

/** What a form made is gone. */
export async function forgetResult(tx: Writer, result: string): Promise<void> {
  await tx.run('DELETE FROM taken_forms WHERE result = :result', { result });
}

/** Forgets forms taken before an instant. */
export async function forget(tx: Writer, before: number): Promise<void> {
  await tx.run('DELETE FROM taken_forms WHERE taken_at < :before', { before });
}
