import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import * as callNotes from './call-notes.ts';

/** How long it is kept who was rung by whom, and what came of it. */
const KEPT_FOR = 90 * DAY;

/** How many calls of a hub ended how in one month; nobody's name. */
export interface Count {
  month: string;
  how: string;
  calls: number;
}

/** Deletes notes of 28 days ago, and calls and parts that ended 90 days ago; how many calls there were stays. */
export function tidy(db: Database, now: number): Promise<void> {
  return db.write(async (tx) => {
    const before = now - KEPT_FOR;
    await callNotes.clearDue(tx, now);
    await count(tx, before);
    await tx.run('DELETE FROM calls WHERE known_at <= :before', { before });
    await tx.run('DELETE FROM call_wishes WHERE stopped_at <= :before', { before });
    await tx.run(
      `DELETE FROM call_pairs
        WHERE ended_at <= :before AND ended_because <> 'somebody-else'`,
      { before },
    );
  });
}

/** The calls of a hub by month, those still kept by name among them. */
export async function counts(db: Reader, hub: string): Promise<Count[]> {
  const rows = await db.all(
    `SELECT month, known_how, SUM(calls) AS calls
       FROM (SELECT month, known_how, calls FROM call_counts WHERE hub = :hub
              UNION ALL
             SELECT substr(c.on_day, 1, 7), c.known_how, 1
               FROM calls c
               JOIN call_wishes w ON w.id = c.wish_id
              WHERE w.hub = :hub AND c.known_how IS NOT NULL)
      GROUP BY month, known_how
      ORDER BY month DESC, known_how`,
    { hub },
  );
  return rows.map((row) => ({
    month: text(row, 'month'),
    how: text(row, 'known_how'),
    calls: number(row, 'calls'),
  }));
}

async function count(tx: Writer, before: number): Promise<void> {
  await tx.run(
    `INSERT INTO call_counts (hub, month, known_how, calls)
     SELECT w.hub, substr(c.on_day, 1, 7), c.known_how, COUNT(*)
       FROM calls c
       JOIN call_wishes w ON w.id = c.wish_id
      WHERE c.known_at <= :before
      GROUP BY 1, 2, 3
     ON CONFLICT (hub, month, known_how) DO UPDATE SET calls = calls + excluded.calls`,
    { before },
  );
}
