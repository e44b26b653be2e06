import type { Reader, Row } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { createMemory } from '#server/meetups/memory.ts';
import type { SeriesDates } from '#server/meetups/series-dates.ts';
import { VENUE_JSON, venueOf, type Venue, type VenueJson } from '#server/meetups/venues.ts';

/**
 * What a series says about all its dates. Kept in memory by the revision of the hub's plans (see the migration
 * "revisions of plans"): preparing this query takes the driver longer than the rest of a page.
 */
export interface Known {
  shared: Shared;
  dates: SeriesDates;
}

export type Shared = Pick<
  Meetup,
  | 'seriesId'
  | 'hub'
  | 'zone'
  | 'title'
  | 'words'
  | 'venueId'
  | 'venue'
  | 'lengthMin'
  | 'joining'
  | 'roomFor'
  | 'exactLimit'
  | 'bring'
  | 'cost'
  | 'planB'
  | 'planBBy'
  | 'hosts'
  | 'repeats'
  | 'plannedAt'
  | 'unlistedAt'
  | 'changedAt'
> & {
  /** Raised with each change of the series. */
  version: number;
};

const KEPT = 500;
const singles = createMemory<Known>(KEPT);
const rows = createMemory<Known[]>(KEPT);
const venues = createMemory<Venue>(KEPT);

/** One series of a hub, or null. */
export async function one(db: Reader, revision: string, hub: string, id: string): Promise<Known | null> {
  const key = `${revision} ${id}`;
  const known = singles.find(key);
  if (known) return known;
  const row = await db.one(`${SELECT} AND s.id = :id`, { hub, id });
  return row && singles.keep(key, knownOf(row));
}

/** The series of a hub that may have dates on or after a local day. */
export async function goingOn(db: Reader, revision: string, hub: string, day: string): Promise<Known[]> {
  const key = `${revision} ${day}`;
  const known = rows.find(key);
  if (known) return known;
  const found = await db.all(`${SELECT} AND (s.ends_before IS NULL OR s.ends_before > :day)`, { hub, day });
  return rows.keep(key, found.map(knownOf));
}

/** A venue of a hub, for a date that is held somewhere else than its series. */
export async function venue(db: Reader, revision: string, id: string): Promise<Venue> {
  const key = `${revision} ${id}`;
  const known = venues.find(key);
  if (known) return known;
  const row = await db.one(`SELECT ${VENUE_JSON} AS venue FROM venues v WHERE v.id = :id`, { id });
  return venues.keep(key, venueOf(JSON.parse(text(row!, 'venue'))));
}

// One column, because the driver takes longer over a column than the database over a whole row.
const SELECT = `
  SELECT json_object(
           'seriesId', s.id, 'hub', s.hub, 'zone', h.zone, 'title', s.title, 'words', s.words,
           'lengthMin', s.length_min, 'joining', s.joining, 'roomFor', s.room_for, 'exactLimit', s.exact_limit,
           'bring', s.bring, 'cost', s.cost, 'planB', s.plan_b, 'planBBy', s.plan_b_by,
           'plannedAt', s.created_at, 'unlistedAt', s.unlisted_at,
           'version', s.version, 'changedAt', s.changed_at,
           'start', s.start_local, 'rrule', s.rrule, 'endsBefore', s.ends_before,
           'byHand', (SELECT json_group_array(json_array(local, kind)) FROM series_dates WHERE series_id = s.id),
           'pauses', (SELECT json_group_array(json_array(from_date, back_on))
                        FROM series_pauses
                       WHERE series_id = s.id),
           'hosts', (SELECT json_group_array(json_array(id, first_name))
                       FROM (SELECT p.id, p.first_name
                               FROM series_hosts sh
                               JOIN people p ON p.id = sh.person_id
                              WHERE sh.series_id = s.id
                              ORDER BY sh.since, sh.person_id)),
           'venue', ${VENUE_JSON}) AS known
    FROM series s
    JOIN hubs h ON h.slug = s.hub
    JOIN venues v ON v.id = s.venue_id
   WHERE s.hub = :hub`;

interface Json extends Omit<Shared, 'venue' | 'venueId' | 'hosts' | 'repeats'> {
  start: string;
  rrule: string | null;
  endsBefore: string | null;
  byHand: [string, 'extra' | 'left-out'][];
  pauses: [string, string][];
  hosts: [string, string][];
  venue: VenueJson;
}

function knownOf(row: Row): Known {
  const { start, rrule, endsBefore, byHand, pauses, ...said } = JSON.parse(text(row, 'known')) as Json;
  const ofKind = (kind: string) => byHand.filter((date) => date[1] === kind).map(([local]) => local);
  const shared = {
    ...said,
    venueId: said.venue.id,
    venue: venueOf(said.venue),
    hosts: said.hosts.map(([id, firstName]) => ({ id, firstName })),
    repeats: rrule !== null || byHand.length > 0,
  };
  const dates = {
    start,
    zone: said.zone,
    rrule,
    extra: ofKind('extra'),
    leftOut: ofKind('left-out'),
    pauses: pauses.map(([from, backOn]) => ({ from, backOn })),
    endsBefore,
  };
  return { shared, dates };
}
