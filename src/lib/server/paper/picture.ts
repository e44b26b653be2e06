import { timeInWords, dayInWords } from '#lib/dates.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { hash } from '#server/secrets.ts';

/** What messengers and search engines show beside a link. Anybody may see it: of a home it says the street alone. */
export interface Picture {
  /** In the band on top. */
  head: string;
  title: string;
  /** A local day, 'YYYY-MM-DD', for the calendar leaf; none on a hub's own picture, which others keep for too long. */
  day: string | null;
  /** In jam red: the time, where there is a day. */
  second: string;
  third: string;
  cancelled: boolean;
}

export function ofMeetup(hub: Hub, { title, startsLocal, cancelledAt, venue }: Meetup): Picture {
  return {
    head: hub.name,
    title,
    day: startsLocal.slice(0, 10),
    second: timeInWords(startsLocal),
    third: venue.kind === 'home' ? `A house in ${venue.area}` : venue.name,
    cancelled: cancelledAt !== null,
  };
}

export function ofHub({ name, place }: Hub): Picture {
  return {
    head: place,
    title: name,
    day: null,
    second: 'Come and natter',
    third: 'What is on, and how to join in',
    cancelled: false,
  };
}

/** What it shows, in words. */
export function wordsFor({ head, title, day, second, third, cancelled }: Picture): string {
  const when = day ? `${dayInWords(day)}, ${second}` : second;
  return `${cancelled ? 'Cancelled: ' : ''}${title}. ${when}. ${third}. ${head}.`;
}

/** Changes when the picture does. */
export function tagOf(picture: Picture): string {
  return hash(`picture ${JSON.stringify(picture)}`).slice(0, 22);
}
