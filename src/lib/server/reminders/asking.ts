import type { Database } from '#server/db/database.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as letters from '#server/outbox/letters.ts';
import * as roleGrants from '#server/people/role-grants.ts';

/**
 * Asks the hosts of every date that nobody has confirmed, once, seven days ahead; of one that has no host, the
 * keepers of its hub. Returns how many letters that were.
 */
export async function askHosts(db: Database, now: number): Promise<number> {
  const asks: letters.NewLetter[] = [];
  for (const meetup of await stillOn.needsAsking(db, now)) {
    const { id: subject, hub, hosts, startsAt: useBy } = meetup;
    const people = hosts.length > 0 ? hosts.map(({ id }) => id) : await roleGrants.keepersOf(db, hub);
    const occasion = stillOn.occasionOf(meetup);
    const asked = { hub, kind: 'still-on', subject, occasion, ways: 'ladder', dueAt: now, useBy } as const;
    asks.push(...people.map((person) => ({ person, ...asked })));
  }
  for (let i = 0; i < asks.length; i += 200)
    await db.write((tx) => letters.writeMany(tx, asks.slice(i, i + 200), now));
  return asks.length;
}
