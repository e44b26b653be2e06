import type { Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { HOSTS_OF_DATE } from '#server/meetups/hosts.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as letters from '#server/outbox/letters.ts';

export type ChangeKind = 'moved' | 'changed' | 'cancelled' | 'confirmed' | 'back-on';

/** A change to one date, as it is written down. */
export interface Change {
  kind: ChangeKind;
  meetup: Pick<Meetup, 'id' | 'seriesId' | 'hub' | 'startsLocal' | 'endsAt'>;
  /** Where it went: the wall-clock time, and when it ends. */
  to?: { startsLocal: string; endsAt: number };
  by: string | null;
  /** Who has heard of the same already, with another date. */
  heard?: ReadonlySet<string>;
}

/** Somebody who counts on a date: they said "coming" or "maybe", or they host it. */
export interface Concerned {
  id: string;
  firstName: string;
  hosting: boolean;
}

const CONCERNED = `
  SELECT p.id, p.first_name, 0 AS hosting
    FROM rsvps r
    JOIN people p ON p.id = r.person_id
   WHERE r.meetup_id = :meetup
     AND r.answer IN ('coming', 'maybe')
     AND p.id IS NOT :by
   UNION
  SELECT p.id, p.first_name, 1
    FROM people p
   WHERE p.id IN (${HOSTS_OF_DATE})
     AND p.id IS NOT :by
     AND NOT EXISTS (SELECT 1
                       FROM rsvps r
                      WHERE r.meetup_id = :meetup
                        AND r.person_id = p.id
                        AND r.answer IN ('coming', 'maybe'))
   ORDER BY 3, 2, 1`;

/** Who a change to a date would be told to: all who count on it, but not the one who makes the change. */
export async function concerned(
  db: Reader,
  meetup: Pick<Meetup, 'id' | 'seriesId'>,
  by: string | null,
): Promise<Concerned[]> {
  const rows = await db.all(CONCERNED, { meetup: meetup.id, series: meetup.seriesId, by });
  return rows.map((row) => ({
    id: text(row, 'id'),
    firstName: text(row, 'first_name'),
    hosting: row.hosting === 1,
  }));
}

/** Writes a change down, without telling anybody, and returns its id. */
export async function note(tx: Writer, { kind, meetup, to, by }: Change, now: number): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO meetup_changes (id, meetup_id, kind, before_local, after_local, made_at, made_by)
     VALUES (:id, :meetup, :kind, :before, :after, :now, :by)`,
    { id, meetup: meetup.id, kind, before: meetup.startsLocal, after: to?.startsLocal ?? null, now, by },
  );
  return id;
}

/**
 * Writes a change down with one letter to everybody concerned, by every way at once. A letter is of use until the
 * later of the two times is over: somebody may be standing there. Returns who is told.
 */
export async function tell(
  tx: Writer,
  change: Change & { kind: 'moved' | 'changed' | 'cancelled' | 'back-on' },
  now: number,
): Promise<string[]> {
  const { kind, meetup, to, by, heard } = change;
  const occasion = await note(tx, change, now);
  const useBy = Math.max(meetup.endsAt, to?.endsAt ?? 0);
  const people = (await concerned(tx, meetup, by)).map(({ id }) => id).filter((id) => !heard?.has(id));
  await letters.writeMany(
    tx,
    people.map((person) => ({
      person,
      hub: meetup.hub,
      kind,
      subject: meetup.id,
      occasion,
      ways: 'all',
      dueAt: now,
      useBy,
    })),
    now,
  );
  return people;
}
