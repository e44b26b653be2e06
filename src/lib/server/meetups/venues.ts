import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as accessFacts from '#server/meetups/access.ts';
import type { Access, AccessFact, AccessJson, Known } from '#server/meetups/access.ts';
import { dayOf } from '#server/meetups/days.ts';
import { localOf } from '#server/wall-clock.ts';

/** All that is known about a place to meet. Never given to a page as it is: see `shownTo` in places.ts. */
export interface Venue {
  id: string;
  hub: string;
  kind: 'public' | 'home';
  name: string;
  /** Where a home is, as anybody may know it: "Mill Lane". */
  area: string;
  directions: string;
  address: string;
  point: Point | null;
  keyWith: string;
  roomFor: number | null;
  shelter: Known;
  homeOf: string | null;
  access: Access[];
  closed: boolean;
}

export interface Point {
  latitude: number;
  longitude: number;
}

/** What a host writes down about a place. A home needs an area. Access facts that are not named stay as they are. */
export interface VenueWords {
  kind: Venue['kind'];
  name: string;
  area?: string;
  directions?: string;
  address?: string;
  point?: Point | null;
  keyWith?: string;
  roomFor?: number | null;
  shelter?: Known;
  homeOf?: string | null;
  access?: Partial<Record<AccessFact, Known>>;
  /** True when somebody has looked at all the access facts again today. */
  checkedAgain?: boolean;
}

/**
 * A venue `v` as one JSON value, for any query that joins one; read it with `venueOf`. One value, because the
 * driver takes longer over a column than the database over a whole row.
 */
export const VENUE_JSON = `json_object(
  'id', v.id, 'hub', v.hub, 'kind', v.kind, 'name', v.name, 'area', v.area, 'directions', v.directions,
  'address', v.address, 'latitude', v.latitude, 'longitude', v.longitude, 'keyWith', v.key_with,
  'roomFor', v.room_for, 'shelter', v.shelter, 'homeOf', v.home_of, 'closedAt', v.closed_at,
  'access', ${accessFacts.ACCESS_JSON})`;

/** What `VENUE_JSON` gives. */
export interface VenueJson extends Omit<Venue, 'point' | 'access' | 'closed'> {
  latitude: number | null;
  longitude: number | null;
  closedAt: number | null;
  access: AccessJson;
}

// A home of somebody who does not belong to the hub is nobody's.
const HOME_OF = '(SELECT person_id FROM memberships WHERE hub = :hub AND person_id = :homeOf)';

/** One venue of a hub, or null. */
export async function find(db: Reader, hub: string, id: string): Promise<Venue | null> {
  const row = await db.one(
    `SELECT ${VENUE_JSON} AS venue
       FROM venues v
      WHERE v.id = :id
        AND v.hub = :hub`,
    { id, hub },
  );
  return row && venueOf(JSON.parse(text(row, 'venue')));
}

/** The venues that a hub can plan with, by name; closed ones too where asked for. */
export async function list(db: Reader, hub: string, { closed = false } = {}): Promise<Venue[]> {
  const rows = await db.all(
    `SELECT ${VENUE_JSON} AS venue
       FROM venues v
      WHERE v.hub = :hub
        AND (v.closed_at IS NULL OR :closed)
      ORDER BY lower(v.name), v.id`,
    { hub, closed: closed ? 1 : 0 },
  );
  return rows.map((row) => venueOf(JSON.parse(text(row, 'venue'))));
}

/** Writes a new venue down and returns its id. */
export async function add(
  db: Database,
  venue: VenueWords & { hub: string; by: string | null },
  now: number,
): Promise<string> {
  return db.write((tx) => addWithin(tx, venue, now));
}

/** The same as `add`, inside a transaction of the caller's. */
export async function addWithin(
  tx: Writer,
  { hub, by, ...words }: VenueWords & { hub: string; by: string | null },
  now: number,
): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO venues (id, hub, kind, name, area, directions, address, latitude, longitude, key_with,
                         room_for, shelter, home_of, created_at, created_by)
     VALUES (:id, :hub, :kind, :name, :area, :directions, :address, :latitude, :longitude, :keyWith,
             :roomFor, :shelter, ${HOME_OF}, :now, :by)`,
    { ...valuesOf(words), id, hub, by, now },
  );
  await writeAccess(tx, { hub, id, words }, now);
  return id;
}

/** The public place of this name, written down now if it was not. Part of the caller's transaction. */
export async function placeWithin(
  tx: Writer,
  { hub, by, name }: { hub: string; by: string | null; name: string },
  now: number,
): Promise<string> {
  const known = await tx.one(
    `SELECT id
       FROM venues
      WHERE hub = :hub
        AND kind = 'public'
        AND closed_at IS NULL
        AND lower(name) = lower(:name)`,
    { hub, name },
  );
  return known ? text(known, 'id') : addWithin(tx, { hub, by, kind: 'public', name }, now);
}

/** Changes what is known about a place, and tells nobody: see `moved-places.ts`. Part of the caller's transaction. */
export async function changeWithin(
  tx: Writer,
  { hub, id, ...words }: VenueWords & { hub: string; id: string },
  now: number,
): Promise<'changed' | 'unknown'> {
  const changed = await tx.run(
    `UPDATE venues
        SET kind = :kind, name = :name, area = :area, directions = :directions, address = :address,
            latitude = :latitude, longitude = :longitude, key_with = :keyWith, room_for = :roomFor,
            shelter = :shelter, home_of = ${HOME_OF}
      WHERE id = :id
        AND hub = :hub`,
    { ...valuesOf(words), id, hub },
  );
  if (changed) await writeAccess(tx, { hub, id, words }, now);
  return changed ? 'changed' : 'unknown';
}

/** Writes down what somebody found at a place on a local day ('2027-03-02'). */
export async function check(
  db: Database,
  { id, facts, on }: { id: string; facts: Partial<Record<AccessFact, Known>>; on: string },
): Promise<void> {
  await db.write((tx) => accessFacts.write(tx, { venue: id, facts, on, again: true }));
}

/** Takes a place off the list to plan with, or puts it back; what is planned there stays. */
export async function close(
  db: Database,
  { hub, id, closed }: { hub: string; id: string; closed: boolean },
  now: number,
): Promise<void> {
  await db.write((tx) =>
    tx.run('UPDATE venues SET closed_at = :at WHERE id = :id AND hub = :hub', {
      id,
      hub,
      at: closed ? now : null,
    }),
  );
}

/** Makes a venue of what `VENUE_JSON` gave. */
export function venueOf({ latitude, longitude, closedAt, access, ...venue }: VenueJson): Venue {
  return {
    ...venue,
    point: latitude === null || longitude === null ? null : { latitude, longitude },
    access: accessFacts.accessOf(access),
    closed: closedAt !== null,
  };
}

function valuesOf(words: VenueWords) {
  return {
    kind: words.kind,
    name: words.name,
    area: words.area ?? '',
    directions: words.directions ?? '',
    address: words.address ?? '',
    latitude: words.point?.latitude ?? null,
    longitude: words.point?.longitude ?? null,
    keyWith: words.keyWith ?? '',
    roomFor: words.roomFor ?? null,
    shelter: words.shelter ?? 'not-known',
    homeOf: words.homeOf ?? null,
  };
}

async function writeAccess(
  tx: Writer,
  { hub, id, words }: { hub: string; id: string; words: VenueWords },
  now: number,
): Promise<void> {
  if (!words.access) return;
  const row = await tx.one('SELECT zone FROM hubs WHERE slug = :hub', { hub });
  const on = dayOf(localOf(now, text(row!, 'zone')));
  await accessFacts.write(tx, { venue: id, facts: words.access, on, again: words.checkedAgain ?? false });
}
