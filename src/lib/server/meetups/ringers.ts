import type { Database, Reader } from '#server/db/database.ts';
import { numberOrNull, text } from '#server/db/rows.ts';
import { dayOf } from '#server/meetups/days.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as letters from '#server/outbox/letters.ts';
import { localOf } from '#server/wall-clock.ts';

/** Somebody who can be asked to help ring round: hosts and keepers alone may see telephone numbers. */
export interface Ringer {
  id: string;
  firstName: string;
  /** When they were last asked about this date; null when nobody has. Unix seconds. */
  askedAt: number | null;
  /** When they saw that, or said that they help; null until then. */
  sawAt: number | null;
}

const RINGERS = `
  SELECT p.id, p.first_name, asked.made_at AS asked_at, asked.reached_at AS saw_at
    FROM people p
    LEFT JOIN json_each(:hosts) host ON host.value = p.id
    LEFT JOIN letters asked ON asked.id = (
         SELECT id
           FROM letters
          WHERE subject = :meetup
            AND person_id = p.id
            AND kind = 'help-ring'
          ORDER BY made_at DESC
          LIMIT 1)
   WHERE p.id IN (SELECT person_id FROM roles WHERE hub = :hub)
     AND p.id IS NOT :by
   ORDER BY host.key NULLS LAST, p.first_name COLLATE NOCASE, p.id`;

/** Who can be asked by somebody to help ring round about a date: its other hosts first. */
export async function list(
  db: Reader,
  { id, hub, hosts }: Pick<Meetup, 'id' | 'hub' | 'hosts'>,
  by: string,
): Promise<Ringer[]> {
  const args = { meetup: id, hub, by, hosts: JSON.stringify(hosts.map((host) => host.id)) };
  const rows = await db.all(RINGERS, args);
  return rows.map((row) => ({
    id: text(row, 'id'),
    firstName: text(row, 'first_name'),
    askedAt: numberOrNull(row, 'asked_at'),
    sawAt: numberOrNull(row, 'saw_at'),
  }));
}

/** Writes to somebody to ask whether they help to ring; at most once a day, however often it is tapped. */
export function ask(
  db: Database,
  meetup: Meetup,
  { person, by }: { person: string; by: string },
  now: number,
): Promise<'asked' | 'not-here' | 'past'> {
  return db.write(async (tx) => {
    if (meetup.endsAt <= now) return 'past';
    if (!(await list(tx, meetup, by)).some(({ id }) => id === person)) return 'not-here';
    const occasion = `asked on ${dayOf(localOf(now, meetup.zone))}`;
    const { id: subject, hub, endsAt: useBy } = meetup;
    const letter = { person, hub, kind: 'help-ring', subject, occasion, ways: 'ladder' } as const;
    await letters.write(tx, { ...letter, dueAt: now, useBy }, now);
    return 'asked';
  });
}
