import { dayOf } from '#server/meetups/days.ts';
import { OWN_HOSTS_JSON } from '#server/meetups/hosts.ts';
import type { Shared } from '#server/meetups/known-series.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import type { Venue } from '#server/meetups/venues.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';

/** One row `m` of meetups as one JSON value; what is null there is as the series says. */
export const KEPT_JSON = `json_object(
  'id', m.id, 'seriesId', m.series_id, 'originalDate', m.original_date, 'startsLocal', m.starts_local,
  'startsAt', m.starts_at, 'endsAt', m.ends_at, 'ownTime', m.own_time, 'confirmedAt', m.confirmed_at,
  'cancelledAt', m.cancelled_at, 'cancelledBecause', m.cancelled_because, 'sequence', m.sequence,
  'changedAt', m.changed_at, 'hosts', ${OWN_HOSTS_JSON},
  'own', json_object(
    'title', m.title, 'words', m.words, 'venueId', m.venue_id, 'lengthMin', m.length_min, 'bring', m.bring,
    'cost', m.cost, 'planB', m.plan_b, 'planBBy', m.plan_b_by, 'roomFor', m.room_for,
    'exactLimit', m.exact_limit))`;

/** What `KEPT_JSON` gives. */
export interface Kept extends Pick<
  Meetup,
  | 'id'
  | 'seriesId'
  | 'originalDate'
  | 'startsLocal'
  | 'startsAt'
  | 'endsAt'
  | 'confirmedAt'
  | 'cancelledAt'
  | 'cancelledBecause'
  | 'sequence'
  | 'changedAt'
> {
  ownTime: number;
  /** Hosts of its own, if it has any. */
  hosts: [id: string, firstName: string][];
  own: { [Key in Own]: Meetup[Key] | null };
}

type Own =
  | 'title'
  | 'words'
  | 'venueId'
  | 'lengthMin'
  | 'bring'
  | 'cost'
  | 'planB'
  | 'planBBy'
  | 'roomFor'
  | 'exactLimit';

/** What stands in one date's row for "no limit, whatever the series says". */
export const NO_LIMIT = 10_000;

// Object.assign here and below: a spread with as many fields after it takes V8 thirty times as long, longer than the query.

/** A date that has a row of its own; `venue` is where it is held if not where its series is. */
export function keptOf(shared: Shared, kept: Kept, venue: Venue | null): Meetup {
  const { own } = kept;
  return Object.assign({}, shared, {
    id: kept.id,
    seriesId: kept.seriesId,
    originalDate: kept.originalDate,
    startsLocal: kept.startsLocal,
    endsLocal: localOf(kept.endsAt, shared.zone),
    startsAt: kept.startsAt,
    endsAt: kept.endsAt,
    ownTime: kept.ownTime === 1,
    confirmedAt: kept.confirmedAt,
    cancelledAt: kept.cancelledAt,
    cancelledBecause: kept.cancelledBecause,
    sequence: shared.version - 1 + kept.sequence,
    changedAt: Math.max(shared.changedAt, kept.changedAt),
    kept: true,
    title: own.title ?? shared.title,
    words: own.words ?? shared.words,
    venueId: own.venueId ?? shared.venueId,
    venue: venue ?? shared.venue,
    hosts: kept.hosts.length > 0 ? kept.hosts.map(([id, firstName]) => ({ id, firstName })) : shared.hosts,
    lengthMin: own.lengthMin ?? shared.lengthMin,
    bring: own.bring ?? shared.bring,
    cost: own.cost ?? shared.cost,
    planB: own.planB ?? shared.planB,
    planBBy: own.planBBy ?? shared.planBBy,
    roomFor: limitOf(own.roomFor, shared.roomFor),
    exactLimit: limitOf(own.exactLimit, shared.exactLimit),
  });
}

function limitOf(own: number | null, shared: number | null): number | null {
  return own === NO_LIMIT ? null : (own ?? shared);
}

/** A date that only the rule of its series knows: nobody has joined or changed it. */
export function computedOf(shared: Shared, local: string): Meetup {
  const startsAt = instantOf(local, shared.zone);
  const endsAt = startsAt + shared.lengthMin * 60;
  return Object.assign({}, shared, {
    id: `${shared.seriesId}-${dayOf(local)}`,
    originalDate: dayOf(local),
    // A time that the clocks skip is shown as the clocks will show it.
    startsLocal: localOf(startsAt, shared.zone),
    endsLocal: localOf(endsAt, shared.zone),
    startsAt,
    endsAt,
    ownTime: false,
    confirmedAt: null,
    cancelledAt: null,
    cancelledBecause: '',
    sequence: shared.version - 1,
    kept: false,
  });
}
