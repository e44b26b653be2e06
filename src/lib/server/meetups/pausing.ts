import type { Database, Reader, Writer } from '#server/db/database.ts';
import { cancelWithin } from '#server/meetups/cancelling.ts';
import { dayOf } from '#server/meetups/days.ts';
import * as held from '#server/meetups/held.ts';
import type { Days, Held } from '#server/meetups/held.ts';
import * as series from '#server/meetups/series.ts';
import { localOf } from '#server/wall-clock.ts';

/** What becomes of dates that people have joined. */
export interface Stop {
  hub: string;
  id: string;
  by: string | null;
  joined: 'keep' | 'cancel';
  because: string;
}

/** The dates in these days that people have joined, and who they are; for the host's eyes. */
export async function joinedIn(
  db: Reader,
  series: { hub: string; id: string; by: string | null },
  days: Days,
  now: number,
): Promise<Held[]> {
  const dates = await held.of(db, series, { ...days, by: series.by }, now);
  return dates.filter(({ joined, meetup }) => joined && meetup.cancelledAt === null);
}

/** Stops a series from one local day until it is back on another: 'backwards' when that is not later. */
export async function pause(
  db: Database,
  { from, backOn, ...stop }: Stop & { from: string; backOn: string },
  now: number,
): Promise<'paused' | 'backwards' | 'unknown'> {
  if (backOn <= from) return 'backwards';
  return db.write(async (tx) => {
    if (!(await touch(tx, stop, now))) return 'unknown';
    await tx.run(
      `INSERT INTO series_pauses (series_id, from_date, back_on, paused_by, paused_at)
       VALUES (:id, :from, :backOn, :by, :now)
       ON CONFLICT (series_id, from_date) DO UPDATE
          SET back_on = excluded.back_on, paused_by = excluded.paused_by, paused_at = excluded.paused_at`,
      { id: stop.id, from, backOn, by: stop.by, now },
    );
    await settle(tx, stop, { from, to: backOn }, now);
    return 'paused';
  });
}

/** Takes a pause back: one that has begun ends today. Dates that were cancelled for it stay cancelled. */
export async function resume(
  db: Database,
  { hub, id, from }: { hub: string; id: string; from: string },
  now: number,
): Promise<'resumed' | 'already'> {
  return db.write(async (tx) => {
    const paused = await series.find(tx, hub, id);
    const pause = paused?.pauses.find((one) => one.from === from);
    const today = paused && dayOf(localOf(now, paused.zone));
    if (!pause || !today || pause.backOn <= today) return 'already';
    const change =
      from < today
        ? 'UPDATE series_pauses SET back_on = :today WHERE series_id = :id AND from_date = :from'
        : 'DELETE FROM series_pauses WHERE series_id = :id AND from_date = :from AND :today IS NOT NULL';
    await tx.run(change, { id, from, today });
    await touch(tx, { hub, id }, now);
    return 'resumed';
  });
}

/** Ends a series: `from` is the first local day that it no longer has. */
export async function end(
  db: Database,
  { from, ...stop }: Stop & { from: string },
  now: number,
): Promise<'ended' | 'already'> {
  return db.write(async (tx) => {
    const ended = await tx.run(
      `UPDATE series
          SET ends_before = :from, ended_at = :now, ended_by = :by, changed_at = :now, version = version + 1
        WHERE id = :id
          AND hub = :hub
          AND (ends_before IS NULL OR ends_before > :from)`,
      { id: stop.id, hub: stop.hub, from, by: stop.by, now },
    );
    if (!ended) return 'already';
    await settle(tx, stop, { from, to: null }, now);
    return 'ended';
  });
}

/** Goes on with a series that a host had ended. Dates that were cancelled for it stay cancelled. */
export async function goOn(
  db: Database,
  { hub, id }: { hub: string; id: string },
  now: number,
): Promise<'going-on' | 'already'> {
  return db.write(async (tx) => {
    const ended = await series.find(tx, hub, id);
    if (!ended) return 'already';
    const going = await tx.run(
      `UPDATE series
          SET ends_before = :endsBefore, ended_at = NULL, ended_by = NULL, changed_at = :now, version = version + 1
        WHERE id = :id
          AND ended_at IS NOT NULL`,
      { id, endsBefore: series.endOf(ended), now },
    );
    return going ? 'going-on' : 'already';
  });
}

/** In these days a joined date is kept or cancelled as the host chose; the others go without a word. */
async function settle(
  tx: Writer,
  { hub, id, by, joined, because }: Stop,
  days: Days,
  now: number,
): Promise<void> {
  for (const date of await held.of(tx, { hub, id }, { ...days, by }, now)) {
    if (!date.joined) await held.drop(tx, date.meetup);
    else if (joined === 'cancel') await cancelWithin(tx, date.meetup, { by, because }, now);
  }
}

async function touch(tx: Writer, { hub, id }: { hub: string; id: string }, now: number): Promise<boolean> {
  const touched = await tx.run(
    'UPDATE series SET changed_at = :now, version = version + 1 WHERE id = :id AND hub = :hub',
    { id, hub, now },
  );
  return touched === 1;
}
