import type { Database, Writer } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import * as shifts from './shifts.ts';
import type { Shift } from './shifts.ts';
import type { Job } from './jobs.ts';
import type { Meetup } from '#server/meetups/meetups.ts';

/** Other numbers for a job on one date, and on no other. */
export async function setNumbers(
  db: Database,
  shift: Shift,
  { fewest, most }: { fewest: number; most: number },
  now: number,
): Promise<void> {
  await db.write(async (tx) => {
    const id = await shifts.keep(tx, shift, now);
    await tx.run('UPDATE shifts SET fewest = :fewest, most = :most WHERE id = :id', { id, fewest, most });
  });
}

/** A job that only this date takes. */
export async function add(db: Database, meetup: Meetup, job: Job, now: number): Promise<void> {
  await db.write(async (tx) => {
    const shift = { id: null, meetup, job, fewest: job.fewest, most: job.most, turns: [] };
    const id = await shifts.keep(tx, shift, now);
    await tx.run(
      'UPDATE shifts SET left_out_at = NULL, left_out_by = NULL, added_at = COALESCE(added_at, :now) WHERE id = :id',
      { id, now },
    );
  });
}

/**
 * Leaves jobs out on this date alone, as in "tea without cake". Whoever had taken one is told that they are not needed
 * for it; who was asked is no longer.
 */
export async function leaveOut(db: Database, given: Shift[], by: string, now: number): Promise<void> {
  await db.write(async (tx) => {
    for (const shift of given) {
      const id = await shifts.keep(tx, shift, now);
      if (id === null) continue;
      await tellNotNeeded(tx, { ...shift, id }, now);
      await tx.run('UPDATE shifts SET left_out_at = :now, left_out_by = :by WHERE id = :id', { id, by, now });
      await tx.run(
        `UPDATE covers SET settled_at = :now, settled_how = 'over', next_round_at = NULL
         WHERE shift_id = :id AND settled_at IS NULL`,
        { id, now },
      );
    }
  });
}

async function tellNotNeeded(tx: Writer, { id, meetup, turns }: Shift & { id: string }, now: number) {
  const told = turns.filter(({ standing }) => standing === 'taken' || standing === 'waiting');
  const toLetter = ({ person }: { person: string }): letters.NewLetter => ({
    person,
    hub: meetup.hub,
    kind: 'shift-not-needed',
    subject: id,
    occasion: String(now),
    ways: 'ladder',
    dueAt: now,
    useBy: meetup.endsAt,
  });
  await letters.writeMany(tx, told.map(toLetter), now);
  await tx.run(
    `UPDATE turns SET standing = 'stepped-back', line = NULL, changed_at = :now
     WHERE shift_id = :id AND standing IN ('taken', 'asked', 'waiting')`,
    { id, now },
  );
}
