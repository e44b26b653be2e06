import type { Database, Reader, Writer } from '#server/db/database.ts';
import {
  fateOf,
  isSingle,
  layOut,
  timesAfter,
  type Fate,
  type LaterChange,
} from '#server/meetups/laying-out.ts';
import * as hosts from '#server/meetups/hosts.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as series from '#server/meetups/series.ts';
import type { Series } from '#server/meetups/series.ts';
import { settle } from '#server/meetups/settling.ts';
import { rewrite, split } from '#server/meetups/splitting.ts';

/** Who would be affected, date by date; and the first dates of the new plan. Changes nothing. */
export async function preview(
  db: Reader,
  change: LaterChange,
  now: number,
): Promise<{ fates: Fate[]; times: string[] } | null> {
  const old = await series.find(db, change.hub, change.id);
  if (!old) return null;
  const laid = await layOut(db, old, change, now);
  const fates = laid.dates
    .filter(({ joined, meetup }) => joined && meetup.cancelledAt === null)
    .map((date) => fateOf(date, laid));
  return { fates, times: timesAfter(laid, fates).slice(0, 6) };
}

/**
 * Makes the change and tells everybody concerned, in one transaction. "This and later" gives the dates from that
 * day on to a new series that follows the old one; joined dates go with it and keep their addresses. 'already'
 * when the series is not as the host saw it. Returns the series that now has these dates.
 */
export async function change(
  db: Database,
  asked: LaterChange,
  now: number,
): Promise<{ outcome: 'changed'; id: string } | { outcome: 'already' | 'unknown' }> {
  return db.write(async (tx) => {
    const old = await series.find(tx, asked.hub, asked.id);
    if (!old) return { outcome: 'unknown' };
    if (old.version !== asked.version) return { outcome: 'already' };
    // A single date gets its row now, by which it keeps its address whatever day it goes to.
    const only =
      isSingle(old) && (await meetups.find(tx, old.hub, `${old.id}-${old.start.slice(0, 10)}`, now));
    if (only) await meetups.keep(tx, only, now);
    const laid = await layOut(tx, old, asked, now);
    const id = laid.inPlace ? await rewrite(tx, laid, now) : await split(tx, laid, now);
    for (const date of laid.dates) await settle(tx, date, { laid, id }, now);
    await tellHosts(tx, { old, asked, id }, now);
    return { outcome: 'changed', id };
  });
}

/** Who now hosts, and who no longer does, reads of the next date of the row. */
async function tellHosts(
  tx: Writer,
  { old, asked: { hub, by, plan }, id }: { old: Series; asked: LaterChange; id: string },
  now: number,
): Promise<void> {
  const people = hosts.changed(old.hosts, plan.hosts);
  if (people.length === 0) return;
  const ahead = await meetups.upcoming(tx, hub, now, { limit: 400, unlisted: true });
  const next = ahead.find(({ seriesId, cancelledAt }) => seriesId === id && cancelledAt === null);
  if (next) await hosts.tell(tx, next, { people, by }, now);
}
