import type { Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as letters from '#server/outbox/letters.ts';

/** The ids of the hosts of one date, which may have its own: for a query that has `:meetup` and `:series`. */
export const HOSTS_OF_DATE = `
  SELECT person_id
    FROM meetup_hosts
   WHERE meetup_id = :meetup
   UNION ALL
  SELECT person_id
    FROM series_hosts
   WHERE series_id = :series
     AND NOT EXISTS (SELECT 1 FROM meetup_hosts WHERE meetup_id = :meetup)`;

/** The hosts of one row `m` of meetups that has its own, as JSON; '[]' when they are those of its series. */
export const OWN_HOSTS_JSON = `(
  SELECT json_group_array(json_array(id, first_name))
    FROM (SELECT p.id, p.first_name
            FROM meetup_hosts mh
            JOIN people p ON p.id = mh.person_id
           WHERE mh.meetup_id = m.id
           ORDER BY mh.since, mh.person_id))`;

/** The hosts of a series, by id. */
export async function ofSeries(db: Reader, series: string): Promise<string[]> {
  const rows = await db.all('SELECT person_id FROM series_hosts WHERE series_id = :series', { series });
  return rows.map((row) => text(row, 'person_id'));
}

/** Whether two lists name the same people. */
export function areSame(some: string[], others: string[]): boolean {
  return [...new Set(some)].sort().join() === [...new Set(others)].sort().join();
}

/** Who is in one of two lists alone: who came in, then who went. */
export function changed(before: string[], after: string[]): string[] {
  return [...after.filter((id) => !before.includes(id)), ...before.filter((id) => !after.includes(id))];
}

/** The hosts of this kept date alone become these; none: those of its series. */
export async function writeOwn(tx: Writer, meetup: string, hosts: string[], now: number): Promise<void> {
  await tx.run('DELETE FROM meetup_hosts WHERE meetup_id = :meetup', { meetup });
  // A second apart for each, because they are shown in this order.
  await tx.run(
    `INSERT INTO meetup_hosts (meetup_id, person_id, since)
     SELECT :meetup, value, :now + key FROM json_each(:hosts)
      WHERE TRUE
     ON CONFLICT DO NOTHING`,
    { meetup, hosts: JSON.stringify(hosts), now },
  );
}

/** Tells people that they are down to host a date, or no longer are; not the one who says so. */
export async function tell(
  tx: Writer,
  { id, hub, endsAt }: Pick<Meetup, 'id' | 'hub' | 'endsAt'>,
  { people, by }: { people: string[]; by: string | null },
  now: number,
): Promise<void> {
  const told = people
    .filter((person) => person !== by)
    .map((person): letters.NewLetter => ({
      person,
      hub,
      kind: 'hosting',
      subject: id,
      occasion: String(now),
      ways: 'ladder',
      dueAt: now,
      useBy: endsAt,
    }));
  await letters.writeMany(tx, told, now);
}
