import type { Database, Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as meetups from './meetups.ts';
import * as moving from './moving.ts';
import * as telling from './telling.ts';
import * as venues from './venues.ts';
import type { Venue, VenueWords } from './venues.ts';

interface PlaceChange extends VenueWords {
  hub: string;
  id: string;
  by: string;
  /** The words alone are better: people who know the way still find it. */
  samePlace: boolean;
}

/**
 * Changes what is known about a place. Whoever is expected there is told once, about their soonest date, when it says
 * otherwise how to get there; in one transaction.
 */
export async function change(
  db: Database,
  { by, samePlace, ...change }: PlaceChange,
  now: number,
): Promise<'changed' | 'unknown'> {
  return db.write(async (tx) => {
    const before = await venues.find(tx, change.hub, change.id);
    const outcome = await venues.changeWithin(tx, change, now);
    const after = await venues.find(tx, change.hub, change.id);
    if (!before || !after || !leadsElsewhere(before, after)) return outcome;
    const heard = new Set<string>();
    for (const id of await datesAt(tx, change, now)) {
      const meetup = (await meetups.find(tx, change.hub, id, now))!;
      await moving.raiseSequence(tx, meetup);
      if (samePlace) continue;
      const told = await telling.tell(tx, { kind: 'moved', meetup, to: meetup, by, heard }, now);
      told.forEach((person) => heard.add(person));
    }
    return outcome;
  });
}

/** How many people are expected at a place from now on; each counts once. */
export async function expectedAt(db: Reader, hub: string, venue: string, now: number): Promise<number> {
  const people = new Set<string>();
  for (const id of await datesAt(db, { hub, id: venue }, now)) {
    const meetup = (await meetups.find(db, hub, id, now))!;
    (await telling.concerned(db, meetup, null)).forEach((one) => people.add(one.id));
  }
  return people.size;
}

function leadsElsewhere(before: Venue, after: Venue): boolean {
  const ways = ['kind', 'name', 'area', 'directions', 'address'] as const;
  const pointOf = ({ point }: Venue) => point && `${point.latitude} ${point.longitude}`;
  return ways.some((way) => before[way] !== after[way]) || pointOf(before) !== pointOf(after);
}

/** The dates there that are on and not over, soonest first, of those that somebody has joined. */
async function datesAt(db: Reader, { hub, id }: Pick<Venue, 'hub' | 'id'>, now: number): Promise<string[]> {
  const rows = await db.all(
    `SELECT m.id
       FROM meetups m
       JOIN series s ON s.id = m.series_id
      WHERE m.hub = :hub
        AND COALESCE(m.venue_id, s.venue_id) = :id
        AND m.ends_at > :now
        AND m.cancelled_at IS NULL
      ORDER BY m.starts_at, m.id`,
    { hub, id, now },
  );
  return rows.map((row) => text(row, 'id'));
}
