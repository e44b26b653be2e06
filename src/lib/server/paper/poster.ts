import { dateTimeInWords, describeSeries } from '#lib/dates.ts';
import type { Reader } from '#server/db/database.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as posterDates from '#server/meetups/poster-dates.ts';
import * as series from '#server/meetups/series.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import { localOf } from '#server/wall-clock.ts';
import { codeOf } from './slip-codes.ts';

/** What hangs on a wall or goes through doors. Anybody may read it: of a home it says the street alone. */
export interface Poster {
  hubName: string;
  title: string;
  words: string;
  /** 'First Tuesday of the month, at 10.30 in the morning'; null for one date. */
  rhythm: string | null;
  dates: PosterDate[];
  where: string;
  directions: string;
  bring: string;
  cost: string;
  toRing: { firstName: string; telephone: string }[];
  /** For the code that phones read. */
  address: string;
  /** The hub's page without "https://": short enough to type. */
  toType: string;
  slipCode: string;
  /** Local days, 'YYYY-MM-DD': after the second, nothing on it is to be trusted. */
  madeOn: string;
  correctUntil: string;
}

export interface PosterDate {
  id: string;
  /** Wall-clock time of the hub. */
  startsLocal: string;
  cancelled: boolean;
}

/**
 * The poster of one date, or of its series from that date on: up to six dates, cancelled ones too, so that whoever
 * knows the rhythm is not left standing. Correct until the day of the last of them.
 */
export async function poster(
  db: Reader,
  { hub, meetup, whole }: { hub: Hub; meetup: Meetup; whole: boolean },
  origin: string,
  now: number,
): Promise<Poster> {
  const dates = whole ? await posterDates.onPoster(db, meetup, now) : [meetup];
  const { title, words, venue, bring, cost, zone } = meetup;
  const home = `${origin}/${hub.slug}`;
  const address = whole && meetup.repeats ? home : `${home}/meetups/${meetup.id}`;
  const isHome = venue.kind === 'home';
  return {
    hubName: hub.name,
    title,
    words,
    rhythm: whole ? await rhythmOf(db, meetup) : null,
    dates: dates.map(({ id, startsLocal, cancelledAt }) => ({
      id,
      startsLocal,
      cancelled: cancelledAt !== null,
    })),
    where: isHome
      ? `A house in ${venue.area}. Say you are coming, and we tell you which`
      : [venue.name, venue.address].filter(Boolean).join(', ').replaceAll('\n', ', '),
    directions: isHome ? '' : venue.directions,
    bring,
    cost,
    toRing: await stillOn.whomToRing(db, meetup),
    address,
    toType: home.replace(/^https?:\/\//, ''),
    slipCode: codeOf(meetup.seriesId),
    madeOn: localOf(now, zone).slice(0, 10),
    correctUntil: (dates.at(-1) ?? meetup).startsLocal.slice(0, 10),
  };
}

/** The same with at most so many dates, and correct for no longer than they say. */
export function withDates(poster: Poster, most: number): Poster {
  const dates = poster.dates.slice(0, most);
  return { ...poster, dates, correctUntil: dates.at(-1)?.startsLocal.slice(0, 10) ?? poster.correctUntil };
}

/** A meet-up's dates on paper: cancelled ones say so. */
export function dateLine({ startsLocal, cancelled }: PosterDate): string {
  return `${cancelled ? 'NOT ' : ''}${dateTimeInWords(startsLocal)}`;
}

async function rhythmOf(db: Reader, { hub, seriesId }: Meetup): Promise<string | null> {
  const found = await series.find(db, hub, seriesId);
  return found?.rrule ? describeSeries(found) : null;
}
