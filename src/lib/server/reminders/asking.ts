import type { Database } from '#server/db/database.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as letters from '#server/outbox/letters.ts';

/** Asks the hosts of every date that nobody has confirmed, once, seven days ahead; returns how many letters that were. */
export async function askHosts(db: Database, now: number): Promise<number> {
  const asks = (await stillOn.needsAsking(db, now)).flatMap((meetup) =>
    meetup.hosts.map((host): letters.NewLetter => ({
      person: host.id,
      hub: meetup.hub,
      kind: 'still-on',
      subject: meetup.id,
      occasion: stillOn.occasionOf(meetup),
      ways: 'ladder',
      dueAt: now,
      useBy: meetup.startsAt,
    })),
  );
  for (let i = 0; i < asks.length; i += 200)
    await db.write((tx) => letters.writeMany(tx, asks.slice(i, i + 200), now));
  return asks.length;
}
