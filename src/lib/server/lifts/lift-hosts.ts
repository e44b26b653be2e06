import type { Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
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
