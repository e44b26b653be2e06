import { DAY } from '#server/clock.ts';
import type { Row } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { addDays } from '#server/meetups/days.ts';
import { instantOf } from '#server/wall-clock.ts';
import type { Point } from './distance.ts';

/** Where a lift goes and when: to a meet-up, or elsewhere on a day. Instants are Unix seconds. */
export interface Occasion {
  hub: string;
  zone: string;
  /** Null for anywhere else. */
  meetup: string | null;
  /** The meet-up, or the place: "the surgery". */
  title: string;
  /** 'YYYY-MM-DD' where the hub is. */
  day: string;
  thereBy: number | null;
  readyFrom: number | null;
  /** Where it is on the earth; of a home too, so never for a page. */
  point: Point | null;
  cancelled: boolean;
  /** Addresses are gone from pages from then on: the first instant of the next day. */
  dayEnds: number;
}

/** Where to and when, as it is written down. Times are 'HH:MM' where the hub is; null as the meet-up has them. */
export interface Going {
  meetup: string | null;
  onDate: string | null;
  toWords: string | null;
  toPoint: string | null;
  thereBy: string | null;
  readyFrom: string | null;
}

/** For a query of `lift_requests` or `lift_offers`, named `l`. */
export const OCCASION = `
  l.hub, hubs.zone, l.meetup_id, l.on_date, l.to_words, l.to_point_id, l.there_by, l.ready_from, to_points.name AS to_point,
  to_points.latitude AS to_latitude, to_points.longitude AS to_longitude, m.starts_local AS m_starts_local,
  m.starts_at AS m_starts_at, m.ends_at AS m_ends_at, m.cancelled_at AS m_cancelled_at,
  COALESCE(m.title, s.title) AS m_title, v.latitude AS v_latitude, v.longitude AS v_longitude`;

export const OCCASION_JOINS = `
  JOIN hubs ON hubs.slug = l.hub
  LEFT JOIN meetups m ON m.id = l.meetup_id
  LEFT JOIN series s ON s.id = m.series_id
  LEFT JOIN venues v ON v.id = COALESCE(m.venue_id, s.venue_id)
  LEFT JOIN pick_up_points to_points ON to_points.id = l.to_point_id`;

/** The day of the occasion, in a query with `OCCASION_JOINS`. */
export const ITS_DAY = `COALESCE(substr(m.starts_local, 1, 10), l.on_date)`;

export function fromRow(row: Row): Occasion {
  const zone = text(row, 'zone');
  const meetup = textOrNull(row, 'meetup_id');
  const day = meetup === null ? text(row, 'on_date') : text(row, 'm_starts_local').slice(0, 10);
  const at = (time: string | null) => (time === null ? null : instantOf(`${day}T${time}`, zone));
  return {
    hub: text(row, 'hub'),
    zone,
    meetup,
    title: meetup === null ? (textOrNull(row, 'to_point') ?? text(row, 'to_words')) : text(row, 'm_title'),
    day,
    thereBy: at(textOrNull(row, 'there_by')) ?? numberOrNull(row, 'm_starts_at'),
    readyFrom: at(textOrNull(row, 'ready_from')) ?? numberOrNull(row, 'm_ends_at'),
    point: meetup === null ? pointOf(row, 'to') : pointOf(row, 'v'),
    cancelled: numberOrNull(row, 'm_cancelled_at') !== null,
    dayEnds: instantOf(`${addDays(day, 1)}T00:00`, zone),
  };
}

/** As it was written down, for changing it. */
export function goingOf(row: Row): Going {
  return {
    meetup: textOrNull(row, 'meetup_id'),
    onDate: textOrNull(row, 'on_date'),
    toWords: textOrNull(row, 'to_words'),
    toPoint: textOrNull(row, 'to_point_id'),
    thereBy: textOrNull(row, 'there_by'),
    readyFrom: textOrNull(row, 'ready_from'),
  };
}

/** It is on, and its first journey is still ahead. */
export function isAhead({ cancelled, thereBy, readyFrom, dayEnds }: Occasion, now: number): boolean {
  return !cancelled && (thereBy ?? readyFrom ?? dayEnds) > now;
}

/** Contact details are shared until a week after. */
export function isLately({ dayEnds }: Occasion, now: number): boolean {
  return now < dayEnds + 7 * DAY;
}

export function pointOf(row: Row, prefix: string): Point | null {
  const latitude = numberOrNull(row, `${prefix}_latitude`);
  return latitude === null ? null : { latitude, longitude: number(row, `${prefix}_longitude`) };
}
