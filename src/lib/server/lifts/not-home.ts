import { DAY, HOUR } from '#server/clock.ts';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { number, text, textOrNull } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';
import { instantOf } from '#server/wall-clock.ts';
import { hostsOf } from './lift-hosts.ts';
import * as occasions from './occasions.ts';

/** Somebody who travels alone and has not said that they are home. */
export interface NotHome {
  ride: string;
  firstName: string;
  telephone: string | null;
  driver: string;
  driverTelephone: string | null;
  /** The time that they set, on the hub's wall clock. */
  safeBy: string;
}

/** So long a line stays for the hosts to ring. */
const STAYS = 2 * DAY;

/** Those whose hour is past and who are not home safe as far as is known, in a hub; for its hosts to ring. */
export async function ofHub(db: Reader, hub: string, now: number): Promise<NotHome[]> {
  return (await overdue(db, hub, now)).map((row) => ({
    ride: text(row, 'id'),
    firstName: text(row, 'first_name'),
    telephone: textOrNull(row, 'telephone'),
    driver: text(row, 'driver'),
    driverTelephone: textOrNull(row, 'driver_telephone'),
    safeBy: safeByOf(row),
  }));
}

/** Writes to the hosts, once for each and by every way, when somebody's hour is past. Returns of how many people. */
export async function tellHosts(db: Database, now: number): Promise<number> {
  const rows = (await overdue(db, null, now)).filter((row) => row.told === 0);
  if (rows.length === 0) return 0;
  await db.write(async (tx) => {
    for (const row of rows) {
      const [hub, ride] = [text(row, 'hub'), text(row, 'id')];
      const letter = { hub, kind: 'not-home', subject: ride, occasion: 'not home', ways: 'all' } as const;
      const hosts = await hostsOf(tx, { hub, meetup: textOrNull(row, 'meetup_id') });
      await letters.writeMany(
        tx,
        hosts.map((person) => ({ ...letter, person, dueAt: now, useBy: now + DAY })),
        now,
      );
    }
  });
  return rows.length;
}

/** A host spoke with them: they are home. */
export async function noteHome(db: Database, hub: string, ride: string, now: number): Promise<void> {
  await db.write(async (tx) => {
    const noted = await tx.run(
      `UPDATE rides SET home_safe_at = COALESCE(home_safe_at, :now)
       WHERE id = :ride AND request_id IN (SELECT id FROM lift_requests WHERE hub = :hub)`,
      { ride, hub, now },
    );
    if (noted > 0) await needNoRinging(tx, ride, now);
  });
}

/** Nobody need be written to about somebody who is home. */
export async function needNoRinging(tx: Writer, ride: string, now: number): Promise<void> {
  const rows = await tx.all(`SELECT person_id FROM letters WHERE kind = 'not-home' AND subject = :ride`, {
    ride,
  });
  for (const row of rows) await letters.markReachedAbout(tx, text(row, 'person_id'), ride, 'told', now);
}

async function overdue(db: Reader, hub: string | null, now: number): Promise<Row[]> {
  const rows = await db.all(
    `SELECT r.id, r.leg, l.hub, l.meetup_id, l.safe_by, rider.first_name, rider.telephone,
       driver.first_name AS driver, driver.telephone AS driver_telephone, hubs.zone, ${occasions.ITS_DAY} AS day,
       r.pick_up_at, EXISTS (SELECT 1 FROM letters WHERE subject = r.id AND kind = 'not-home') AS told
     FROM rides r
     JOIN lift_requests l ON l.id = r.request_id
     JOIN lift_offers o ON o.id = r.offer_id
     JOIN people rider ON rider.id = l.person_id
     JOIN people driver ON driver.id = o.person_id
     ${occasions.OCCASION_JOINS}
     WHERE (:hub IS NULL OR l.hub = :hub) AND l.safe_by IS NOT NULL AND l.withdrawn_at IS NULL
       AND r.settled_at IS NOT NULL AND r.ended_at IS NULL AND r.home_safe_at IS NULL
       AND r.pick_up_at BETWEEN :since AND :now AND m.cancelled_at IS NULL
       AND r.leg = CASE l.legs WHEN 'out' THEN 'out' ELSE 'back' END
     ORDER BY r.pick_up_at, r.id`,
    { hub, now, since: now - STAYS },
  );
  return rows.filter((row) => {
    const due = instantOf(safeByOf(row), text(row, 'zone'));
    // An hour before the lift itself is one of the next morning.
    return (due < number(row, 'pick_up_at') - HOUR ? due + DAY : due) <= now;
  });
}

function safeByOf(row: Row): string {
  return `${text(row, 'day')}T${text(row, 'safe_by')}`;
}
