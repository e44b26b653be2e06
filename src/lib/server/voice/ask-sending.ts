import { DAY } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as asks from './asks.ts';
import * as askTurns from './ask-turns.ts';

/**
 * 'waiting': as many as the hub wants were asked this month; `on` is the day of its turn, where the hub is. 'too-late':
 * its turn comes so late that nobody could answer by then.
 */
export type Sending =
  { outcome: 'asked' | 'needs-question' | 'gone' } | { outcome: 'waiting' | 'too-late'; on: string };

/** Sends an ask on its way: it is asked at once, or when its turn comes. From then on nothing in it is changed. */
export function send(
  db: Database,
  { hub, ask: id }: { hub: string; ask: string },
  now: number,
): Promise<Sending> {
  return db.write(async (tx): Promise<Sending> => {
    const ask = await asks.find(tx, hub, id);
    if (!ask || ask.sentAt !== null || ask.withdrawnAt !== null) return { outcome: 'gone' };
    const question = 'SELECT id FROM ask_questions WHERE ask_id = :id LIMIT 1';
    if (!(await tx.one(question, { id }))) return { outcome: 'needs-question' };
    const zone = text((await tx.one('SELECT zone FROM hubs WHERE slug = :hub', { hub }))!, 'zone');
    const at = await askTurns.turnOf(tx, hub, now);
    const on = asks.dayIn(at, zone);
    if (ask.closesOn < asks.dayIn(at + asks.OPEN_FOR * DAY, zone)) return { outcome: 'too-late', on };
    await tx.run('UPDATE asks SET sent_at = :now WHERE id = :id', { id, now });
    await askTurns.goOnWithin(tx, hub, now);
    return at <= now ? { outcome: 'asked' } : { outcome: 'waiting', on };
  });
}

/** Puts the days of a draft right, where its turn would come too late. */
export function moveDays(
  db: Database,
  { hub, ask, closesOn, replyBy }: { hub: string; ask: string; closesOn: string; replyBy: string },
): Promise<'moved' | 'reply-first' | 'gone'> {
  if (replyBy <= closesOn) return Promise.resolve('reply-first');
  return db.write(async (tx) => {
    const moved = await tx.run(
      `UPDATE asks
       SET closes_on = :closesOn, reply_by = :replyBy, sent_at = NULL
       WHERE id = :ask AND hub = :hub AND asked_at IS NULL AND withdrawn_at IS NULL`,
      { hub, ask, closesOn, replyBy },
    );
    return moved === 1 ? 'moved' : 'gone';
  });
}

/** Takes an ask back, until it is counted: what was answered is gone then. It stays one of those of its month. */
export function withdraw(
  db: Database,
  { hub, ask, by }: { hub: string; ask: string; by: string },
  now: number,
): Promise<'withdrawn' | 'gone'> {
  return db.write(async (tx) => {
    const withdrawn = await tx.run(
      `UPDATE asks
       SET withdrawn_at = :now, withdrawn_by = :by
       WHERE id = :ask AND hub = :hub AND withdrawn_at IS NULL AND told_at IS NULL`,
      { hub, ask, by, now },
    );
    if (withdrawn === 0) return 'gone';
    await dropSheets(tx, ask);
    return 'withdrawn';
  });
}

async function dropSheets(tx: Writer, ask: string): Promise<void> {
  await tx.run('DELETE FROM ask_sheets WHERE ask_id = :ask', { ask });
}
