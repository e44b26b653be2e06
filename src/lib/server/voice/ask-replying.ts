import type { Database } from '#server/db/database.ts';
import * as askLetters from './ask-letters.ts';
import * as plainAnswers from './plain-answers.ts';

export interface Reply {
  hub: string;
  ask: string;
  words: string;
  /** Why hard words go all the same; '' asks for the check. */
  sendAnyway: string;
  by: string;
}

/**
 * 'not-yet': it is not counted, so that a reply could not know of it. 'replied': somebody was quicker. 'not-plain': the
 * words are hard to read, and nobody has said why they go all the same.
 */
export type Replying =
  | { outcome: 'sent' | 'not-yet' | 'replied' | 'gone' }
  | { outcome: 'not-plain'; check: plainAnswers.PlainCheck };

/** Takes the reply of whoever asked, once, and tells everybody who answered by their own way. */
export function reply(db: Database, given: Reply, now: number): Promise<Replying> {
  const { hub, ask, words, sendAnyway, by } = given;
  return db.write(async (tx): Promise<Replying> => {
    const row = await tx.one(
      'SELECT told_at, replied_at FROM asks WHERE id = :ask AND hub = :hub AND withdrawn_at IS NULL',
      { ask, hub },
    );
    if (!row) return { outcome: 'gone' };
    if (row.told_at === null) return { outcome: 'not-yet' };
    if (row.replied_at !== null) return { outcome: 'replied' };
    const check = plainAnswers.check(words);
    if (!check.isPlain && sendAnyway.trim() === '') return { outcome: 'not-plain', check };
    await tx.run(
      `UPDATE asks
       SET reply = :words, reply_anyway = :sendAnyway, replied_at = :now, replied_by = :by
       WHERE id = :ask`,
      { ask, words, sendAnyway, by, now },
    );
    await askLetters.tellThose(tx, { ask, kind: 'ask-replied' }, now);
    return { outcome: 'sent' };
  });
}
