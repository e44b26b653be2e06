import type { Reader } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as waiting from '#server/meetups/waiting.ts';
import * as roles from '#server/people/roles.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub, requireMay } from '../../door.ts';
import type { PageServerLoad } from './$types';

const AHEAD = 60 * 86_400;
const MOST = 12;

export const load: PageServerLoad = async (event) => {
  const { house, now } = event.locals;
  const hub = await requireHub(event);
  const viewer = requireMay(event, 'see-desk', hub.slug);
  const ahead = await meetups.upcoming(house.db, hub.slug, now, {
    to: now + AHEAD,
    limit: MOST,
    unlisted: true,
  });
  return {
    firstName: viewer.firstName,
    today: localOf(now, hub.zone).slice(0, 10),
    mayKeep: roles.may(viewer, 'keep-hub', hub.slug),
    dates: await Promise.all(ahead.map((meetup) => lineFor(house.db, meetup, now))),
  };
};

/** One date as the host's list shows it. */
async function lineFor(db: Reader, meetup: meetups.Meetup, now: number) {
  const { id, seriesId, title, startsLocal, exactLimit, kept } = meetup;
  return {
    id,
    seriesId,
    title,
    startsLocal,
    exactLimit,
    people: kept ? await rsvps.count(db, id) : 0,
    anybodyWaits: kept && exactLimit !== null ? (await waiting.standing(db, id)).anybodyWaits : false,
    standing: stillOn.standing(meetup, now),
    unlisted: meetup.unlistedAt !== null,
  };
}
