import type { Writer } from '#server/db/database.ts';
import { dayOf, timeOf } from '#server/meetups/days.ts';
import { isSingle, newEnd, type LaidOut } from '#server/meetups/laying-out.ts';
import * as moving from '#server/meetups/moving.ts';
import * as series from '#server/meetups/series.ts';

/** The series itself becomes the new plan; what is over stays as it was. */
export async function rewrite(tx: Writer, { old, change }: LaidOut, now: number): Promise<string> {
  const { plan, from } = change;
  await moving.freezePast(tx, old.id, now);
  const retime = (local: string) =>
    plan.rrule === null && dayOf(local) < from ? local : `${dayOf(local)}T${timeOf(plan.start)}`;
  const start = isSingle(plan) ? plan.start : retime(old.start);
  const endsBefore =
    plan.rrule === null ? series.endOf({ ...plan, start, extra: old.extra }) : old.endsBefore;
  await tx.run(REWRITE, { ...series.valuesOf({ ...plan, start }), id: old.id, endsBefore, now });
  await series.writeDates(tx, old.id, old.extra.map(retime));
  await series.writeHosts(tx, old.id, plan.hosts, now);
  return old.id;
}

const REWRITE = `
  UPDATE series
     SET title = :title, words = :words, venue_id = :venueId, start_local = :start, length_min = :lengthMin,
         rrule = :rrule, joining = :joining, room_for = :roomFor, exact_limit = :exactLimit, bring = :bring,
         cost = :cost, plan_b = :planB, plan_b_by = :planBBy, ends_before = :endsBefore, changed_at = :now,
         version = version + 1
   WHERE id = :id`;

/** The old series ends, and a new one follows it with its pauses. */
export async function split(tx: Writer, { old, change }: LaidOut, now: number): Promise<string> {
  const { hub, by, plan, from } = change;
  await tx.run(
    `UPDATE series
        SET ends_before = :from, changed_at = :now, version = version + 1
      WHERE id = :id
        AND (ends_before IS NULL OR ends_before > :from)`,
    { id: old.id, from, now },
  );
  const endsBefore = newEnd(old, plan);
  const id = await series.planWithin(tx, { hub, by, ...plan, follows: old.id, endsBefore }, now);
  // Its dates count as changed once more than they were in the old one.
  await tx.run('UPDATE series SET version = :version WHERE id = :id', { id, version: old.version + 1 });
  await tx.run(
    `INSERT INTO series_pauses (series_id, from_date, back_on, paused_by, paused_at)
     SELECT :id, from_date, back_on, paused_by, paused_at
       FROM series_pauses
      WHERE series_id = :old
        AND back_on > :from`,
    { id, old: old.id, from },
  );
  await tx.run(
    `INSERT INTO series_dates (series_id, local, kind)
     SELECT :id, local, kind
       FROM series_dates
      WHERE series_id = :old
        AND kind = 'left-out'
        AND local >= :from`,
    { id, old: old.id, from },
  );
  return id;
}
