import type { Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { addDays } from '#server/meetups/days.ts';
import * as letters from '#server/outbox/letters.ts';
import { instantOf } from '#server/wall-clock.ts';
import type { Outing } from './situations.ts';

/** Who looks after the lifts of an outing: the hosts of the date; elsewhere, or where it has none, those of the hub. */
export async function hostsOf(
  db: Reader,
  { hub, meetup }: Pick<Outing, 'hub' | 'meetup'>,
): Promise<string[]> {
  const own = meetup === null ? [] : await db.all(OF_DATE, { meetup });
  const rows = own.length > 0 ? own : await db.all(OF_HUB, { hub });
  return rows.map((row) => text(row, 'person_id'));
}

const OF_DATE = `
  SELECT person_id
  FROM meetup_hosts
  WHERE meetup_id = :meetup
  UNION
  SELECT series_hosts.person_id
  FROM meetups
  JOIN series_hosts ON series_hosts.series_id = meetups.series_id
  WHERE meetups.id = :meetup AND NOT EXISTS (SELECT 1 FROM meetup_hosts WHERE meetup_id = :meetup)`;

const OF_HUB = `SELECT person_id FROM roles WHERE hub = :hub AND role IN ('keeper', 'host') ORDER BY person_id`;

/** Somebody has dropped out, or said no to a change: whoever looks after the lifts looks at the plan again. */
export async function tellHosts(
  tx: Writer,
  { hub, zone, day, meetup }: Pick<Outing, 'hub' | 'zone' | 'day' | 'meetup'>,
  now: number,
): Promise<void> {
  const letter = {
    ...({ hub, kind: 'lifts-changed', occasion: `mended ${now}`, ways: 'ladder' } as const),
    subject: meetup ?? `${hub} ${day}`,
    ...{ dueAt: now, useBy: instantOf(`${addDays(day, 1)}T00:00`, zone) },
  };
  const hosts = await hostsOf(tx, { hub, meetup });
  await letters.writeMany(
    tx,
    hosts.map((person) => ({ ...letter, person })),
    now,
  );
}
