import type { Reader, Row } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { computedOf } from '#server/meetups/kept-rows.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import type { SeriesDates } from '#server/meetups/series-dates.ts';
import { VENUE_JSON, venueOf, type Venue, type VenueJson } from '#server/meetups/venues.ts';

/**
 * What a series says about all its dates. Kept in memory by the revision of the hub's plans (see the migration
 * "revisions of plans"): preparing this query takes the driver longer than the rest of a page.
 */
export interface Known {
  shared: Shared;
  dates: SeriesDates;
  /** The date at this wall-clock time of its rule, made once. */
  computed(local: string): Meetup;
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
>;

const KEPT = 500;
const remembered = new Map<string, unknown>();

/** One series of a hub, or null. */
export function one(db: Reader, revision: string, hub: string, id: string): Promise<Known | null> {
  return remember(`${revision} ${id}`, async () => {
    const row = await db.one(`${SELECT} AND s.id = :id`, { hub, id });
    return row && knownOf(row);
  });
}

/** The series of a hub that may have dates on or after a local day. */
export function goingOn(db: Reader, revision: string, hub: string, day: string): Promise<Known[]> {
  return remember(`${revision} from ${day}`, async () => {
    const rows = await db.all(`${SELECT} AND (s.ends_before IS NULL OR s.ends_before > :day)`, { hub, day });
    return rows.map(knownOf);
  });
}

/** A venue of a hub, for a date that is held somewhere else than its series. */
export function venue(db: Reader, revision: string, hub: string, id: string): Promise<Venue> {
  return remember(`${revision} at ${id}`, async () => {
    const row = await db.one(`SELECT ${VENUE_JSON} AS venue FROM venues v WHERE v.id = :id`, { id });
    return venueOf(JSON.parse(text(row!, 'venue')));
  });
}

// One column, because the driver takes longer over a column than the database over a whole row.
const SELECT = `
  SELECT json_object(
           'seriesId', s.id, 'hub', s.hub, 'zone', h.zone, 'title', s.title, 'words', s.words,
           'lengthMin', s.length_min, 'joining', s.joining, 'roomFor', s.room_for, 'exactLimit', s.exact_limit,
           'bring', s.bring, 'cost', s.cost, 'planB', s.plan_b, 'planBBy', s.plan_b_by,
           'plannedAt', s.created_at, 'unlistedAt', s.unlisted_at,
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
  return { shared, dates, computed: computing(shared) };
}

function computing(shared: Shared): Known['computed'] {
  const made = new Map<string, Meetup>();
  return (local) => {
    let meetup = made.get(local);
    if (!meetup) made.set(local, (meetup = computedOf(shared, local)));
    return meetup;
  };
}

async function remember<T>(key: string, load: () => Promise<T>): Promise<T> {
  if (remembered.has(key)) return remembered.get(key) as T;
  const value = await load();
  if (remembered.size >= KEPT) remembered.clear();
  remembered.set(key, value);
  return value;
}
