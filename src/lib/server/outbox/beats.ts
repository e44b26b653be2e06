import { DAY } from '#server/clock.ts';
import type { Database, Reader } from '#server/db/database.ts';
import { numberOrNull } from '#server/db/rows.ts';

/** Notes that a copy's delivery is alive; copies unheard of for a day are forgotten. */
export async function beat(db: Database, copy: string, now: number): Promise<void> {
  await db.write(async (tx) => {
    await tx.run(
      `INSERT INTO delivery_beats (copy, beat_at)
       VALUES (:copy, :now)
       ON CONFLICT (copy) DO UPDATE SET beat_at = excluded.beat_at`,
      { copy, now },
    );
    await tx.run('DELETE FROM delivery_beats WHERE beat_at < :before', { before: now - DAY });
  });
}

/** When any copy's delivery was last alive, Unix seconds; null when none ever was. */
export async function last(db: Reader): Promise<number | null> {
  const row = await db.one('SELECT MAX(beat_at) AS beat_at FROM delivery_beats');
  return row && numberOrNull(row, 'beat_at');
}
