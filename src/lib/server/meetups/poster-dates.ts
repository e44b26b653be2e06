import { DAY } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';

const MOST_ON_POSTER = 6;
const MOST_ON_LIST = 60;
/** How long the list of what is on holds. */
export const LIST_FOR = 28 * DAY;

/** The dates on a poster: this one and those of its series that follow, six at most, cancelled ones too. */
export async function onPoster(db: Reader, meetup: Meetup, now: number): Promise<Meetup[]> {
  const ahead = await meetups.upcoming(db, meetup.hub, now, {
    from: meetup.startsAt,
    limit: 400,
    unlisted: true,
  });
  const own = ahead.filter(({ seriesId }) => seriesId === meetup.seriesId).slice(0, MOST_ON_POSTER);
  return own.length > 0 ? own : [meetup];
}

/** The dates on the list of what is on: four weeks, cancelled ones too. */
export function onList(db: Reader, hub: string, now: number): Promise<Meetup[]> {
  return meetups.upcoming(db, hub, now, { to: now + LIST_FOR, limit: MOST_ON_LIST });
}
