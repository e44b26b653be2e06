import type { Database, Writer } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as telling from '#server/meetups/telling.ts';

export interface Cancellation {
  by: string | null;
  /** Why, in the host's words; may be ''. */
  because: string;
}

/**
 * Cancels one date and tells everybody concerned, in one transaction. Of two at once the second gets 'already';
 * 'past' when the date is over or, meanwhile, no longer planned.
 */
export async function cancel(
  db: Database,
  meetup: Meetup,
  cancellation: Cancellation,
  now: number,
): Promise<'cancelled' | 'already' | 'past'> {
  return db.write((tx) => cancelWithin(tx, meetup, cancellation, now));
}

/** The same as `cancel`, inside a transaction of the caller's. */
export async function cancelWithin(
  tx: Writer,
  meetup: Meetup,
  { by, because }: Cancellation,
  now: number,
): Promise<'cancelled' | 'already' | 'past'> {
  if (!(await meetups.keep(tx, meetup, now))) return 'past';
  const cancelled = await tx.run(
    `UPDATE meetups
        SET cancelled_at = :now, cancelled_by = :by, cancelled_because = :because,
            sequence = sequence + 1, changed_at = :now
      WHERE id = :id
        AND cancelled_at IS NULL
        AND ends_at > :now`,
    { id: meetup.id, by, because, now },
  );
  if (!cancelled) return (await isCancelled(tx, meetup)) ? 'already' : 'past';
  await telling.tell(tx, { kind: 'cancelled', meetup, by }, now);
  return 'cancelled';
}

/** Takes a cancellation back and tells everybody again. It counts as "Yes, it's on". */
export async function bringBack(
  db: Database,
  meetup: Meetup,
  { by }: { by: string | null },
  now: number,
): Promise<'back-on' | 'already' | 'past'> {
  return db.write(async (tx) => {
    const back = await tx.run(
      `UPDATE meetups
          SET cancelled_at = NULL, cancelled_by = NULL, cancelled_because = '',
              confirmed_at = :now, confirmed_by = :by, sequence = sequence + 1, changed_at = :now
        WHERE id = :id
          AND cancelled_at IS NOT NULL
          AND ends_at > :now`,
      { id: meetup.id, by, now },
    );
    if (!back) return (await isCancelled(tx, meetup)) ? 'past' : 'already';
    await telling.tell(tx, { kind: 'back-on', meetup, by }, now);
    return 'back-on';
  });
}

async function isCancelled(tx: Writer, { id }: Meetup): Promise<boolean> {
  return (
    (await tx.one('SELECT id FROM meetups WHERE id = :id AND cancelled_at IS NOT NULL', { id })) !== null
  );
}
