import type { Reader, Row } from '#server/db/database.ts';
import { ITS_DAY } from './occasions.ts';

/** How requests and offers are looked up, which is alike: those that were not taken back, oldest first. */
export interface Listings<One> {
  /** Taken back or not. */
  find(db: Reader, id: string): Promise<One | null>;
  ofMeetup(db: Reader, meetup: string): Promise<One[]>;
  /** All of a hub from a day on, 'YYYY-MM-DD', soonest first. */
  ahead(db: Reader, hub: string, day: string): Promise<One[]>;
  /** Of one person from a day on, in all their hubs, soonest first. */
  ofPerson(db: Reader, person: string, day: string): Promise<One[]>;
  ofPersonAt(db: Reader, meetup: string, person: string): Promise<One | null>;
}

/** `select` reads the table as `l`, with what an occasion needs; `since` is the column of when it was said. */
export function listingsOf<One>(select: string, since: string, fromRow: (row: Row) => One): Listings<One> {
  const standing = `${select} WHERE l.withdrawn_at IS NULL`;
  const bySaid = `ORDER BY l.${since}, l.id`;
  const byDay = `AND ${ITS_DAY} >= :day ORDER BY ${ITS_DAY}, l.${since}, l.id`;
  return {
    async find(db, id) {
      const row = await db.one(`${select} WHERE l.id = :id`, { id });
      return row && fromRow(row);
    },
    ofMeetup: async (db, meetup) =>
      (await db.all(`${standing} AND l.meetup_id = :meetup ${bySaid}`, { meetup })).map(fromRow),
    ahead: async (db, hub, day) =>
      (await db.all(`${standing} AND l.hub = :hub ${byDay}`, { hub, day })).map(fromRow),
    ofPerson: async (db, person, day) =>
      (await db.all(`${standing} AND l.person_id = :person ${byDay}`, { person, day })).map(fromRow),
    async ofPersonAt(db, meetup, person) {
      const row = await db.one(`${standing} AND l.meetup_id = :meetup AND l.person_id = :person`, {
        meetup,
        person,
      });
      return row && fromRow(row);
    },
  };
}
