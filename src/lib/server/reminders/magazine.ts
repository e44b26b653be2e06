import type { Database } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as magazines from '#server/hubs/magazines.ts';
import { addDays, dayOf, daysBetween } from '#server/meetups/days.ts';
import * as letters from '#server/outbox/letters.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';

const TIME = '09:00';

/**
 * Reminds the keepers of each hub that its magazine wants a text, once a deadline, at 9 in the morning so many days
 * before it; returns how many letters were due. Who becomes keeper in between is told then.
 */
export async function remindOfMagazines(db: Database, now: number): Promise<number> {
  let told = 0;
  for (const { magazine, zone } of await magazines.all(db)) {
    const local = localOf(now, zone);
    const deadline = magazines.nextDeadline(magazine.deadline, dayOf(local));
    const daysLeft = daysBetween(dayOf(local), deadline);
    if (daysLeft > magazine.remindBefore) continue;
    const dueAt = instantOf(`${addDays(deadline, -magazine.remindBefore)}T${TIME}`, zone);
    if (now < dueAt) continue;
    const useBy = instantOf(`${addDays(deadline, 1)}T00:00`, zone);
    const keepers = await keepersOf(db, magazine.hub);
    await db.write((tx) =>
      letters.writeMany(
        tx,
        keepers.map((person) => ({
          person,
          hub: magazine.hub,
          kind: 'magazine',
          subject: magazine.hub,
          occasion: deadline,
          ways: 'ladder',
          dueAt: now,
          useBy,
        })),
        now,
      ),
    );
    told += keepers.length;
  }
  return told;
}

async function keepersOf(db: Database, hub: string): Promise<string[]> {
  const rows = await db.all(`SELECT person_id FROM roles WHERE hub = :hub AND role = 'keeper'`, { hub });
  return rows.map((row) => text(row, 'person_id'));
}
