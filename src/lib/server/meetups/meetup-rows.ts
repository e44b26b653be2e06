import type { Row } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { dayOf } from '#server/meetups/days.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import type { SeriesDates } from '#server/meetups/series-dates.ts';
import { VENUE_COLUMNS, venueOf } from '#server/meetups/venues.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';

/**
 * The columns of one date: what its own row `m` says, otherwise what its series `s` says. Read them with
 * `keptOf`, or with `computedOf` where there is no such row yet.
 */
export const MEETUP_COLUMNS = `
  s.id AS series_id, s.hub, h.zone, s.start_local, s.rrule, s.ends_before, s.joining, s.unlisted_at,
  s.created_at AS planned_at,
  COALESCE(m.title, s.title) AS title, COALESCE(m.words, s.words) AS words,
  COALESCE(m.length_min, s.length_min) AS length_min,
  COALESCE(m.bring, s.bring) AS bring, COALESCE(m.cost, s.cost) AS cost,
  COALESCE(m.plan_b, s.plan_b) AS plan_b, COALESCE(m.plan_b_by, s.plan_b_by) AS plan_b_by,
  COALESCE(m.room_for, s.room_for) AS room_for, COALESCE(m.exact_limit, s.exact_limit) AS exact_limit,
  m.id, m.original_date, m.starts_local, m.starts_at, m.ends_at, m.own_time, m.confirmed_at,
  m.cancelled_at, m.cancelled_because, m.sequence,
  (SELECT json_group_array(json_array(local, kind)) FROM series_dates d WHERE d.series_id = s.id) AS dates,
  (SELECT json_group_array(json_array(from_date, back_on)) FROM series_pauses p WHERE p.series_id = s.id) AS pauses,
  (SELECT json_group_array(json_array(id, first_name))
     FROM (SELECT p.id, p.first_name
             FROM series_hosts sh
             JOIN people p ON p.id = sh.person_id
            WHERE sh.series_id = s.id
            ORDER BY sh.since, sh.person_id)) AS hosts,
  ${VENUE_COLUMNS}`;

/** What the dates of the series in this row are computed from. */
export function datesOf(row: Row): SeriesDates {
  const dates = JSON.parse(text(row, 'dates')) as [string, 'extra' | 'left-out'][];
  const pauses = JSON.parse(text(row, 'pauses')) as [string, string][];
  return {
    start: text(row, 'start_local'),
    zone: text(row, 'zone'),
    rrule: textOrNull(row, 'rrule'),
    extra: dates.filter(([, kind]) => kind === 'extra').map(([local]) => local),
    leftOut: dates.filter(([, kind]) => kind === 'left-out').map(([local]) => local),
    pauses: pauses.map(([from, backOn]) => ({ from, backOn })),
    endsBefore: textOrNull(row, 'ends_before'),
  };
}

/** A date that has a row of its own. */
export function keptOf(row: Row): Meetup {
  const startsAt = number(row, 'starts_at');
  const endsAt = number(row, 'ends_at');
  return {
    ...sharedOf(row),
    id: text(row, 'id'),
    originalDate: text(row, 'original_date'),
    startsLocal: text(row, 'starts_local'),
    endsLocal: localOf(endsAt, text(row, 'zone')),
    startsAt,
    endsAt,
    cancelledAt: numberOrNull(row, 'cancelled_at'),
    cancelledBecause: text(row, 'cancelled_because'),
    confirmedAt: numberOrNull(row, 'confirmed_at'),
    sequence: number(row, 'sequence'),
    ownTime: number(row, 'own_time') === 1,
    kept: true,
  };
}

/** A date that only the rule of its series knows: nobody has joined or changed it. */
export function computedOf(row: Row, local: string): Meetup {
  const shared = sharedOf(row);
  const startsAt = instantOf(local, shared.zone);
  const endsAt = startsAt + shared.lengthMin * 60;
  return {
    ...shared,
    id: `${shared.seriesId}-${dayOf(local)}`,
    originalDate: dayOf(local),
    // A time that the clocks skip is shown as the clocks will show it.
    startsLocal: localOf(startsAt, shared.zone),
    endsLocal: localOf(endsAt, shared.zone),
    startsAt,
    endsAt,
    cancelledAt: null,
    cancelledBecause: '',
    confirmedAt: null,
    sequence: 0,
    ownTime: false,
    kept: false,
  };
}

function sharedOf(row: Row) {
  return {
    seriesId: text(row, 'series_id'),
    hub: text(row, 'hub'),
    zone: text(row, 'zone'),
    title: text(row, 'title'),
    words: text(row, 'words'),
    venue: venueOf(row),
    venueId: text(row, 'venue_id'),
    lengthMin: number(row, 'length_min'),
    joining: text(row, 'joining') as Meetup['joining'],
    roomFor: limitOf(row, 'room_for'),
    exactLimit: limitOf(row, 'exact_limit'),
    bring: text(row, 'bring'),
    cost: text(row, 'cost'),
    planB: text(row, 'plan_b'),
    planBBy: text(row, 'plan_b_by'),
    hosts: (JSON.parse(text(row, 'hosts')) as [string, string][]).map(([id, firstName]) => ({
      id,
      firstName,
    })),
    repeats: textOrNull(row, 'rrule') !== null || text(row, 'dates') !== '[]',
    plannedAt: number(row, 'planned_at'),
    unlistedAt: numberOrNull(row, 'unlisted_at'),
  };
}

/** What stands in one date's row for "no limit, whatever the series says". */
export const NO_LIMIT = 10_000;

function limitOf(row: Row, column: 'room_for' | 'exact_limit'): number | null {
  const limit = numberOrNull(row, column);
  return limit === NO_LIMIT ? null : limit;
}
