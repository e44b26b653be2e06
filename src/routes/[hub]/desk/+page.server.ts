import { DAY } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as series from '#server/meetups/series.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as roles from '#server/people/roles.ts';
import * as callGaps from '#server/rotas/call-gaps.ts';
import * as writeUps from '#server/voice/write-ups.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub, requireMay } from '../../door.ts';
import { arrangementsOf } from './calls/desk.ts';
import type { PageServerLoad } from './$types';

const MOST = 12;
const ENDED_LATELY = 90 * DAY;

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const viewer = requireMay(event, 'see-desk', hub.slug);
  const { house, now } = event.locals;
  const ahead = await meetups.upcoming(house.db, hub.slug, now, { limit: MOST, unlisted: true });
  const planned = event.url.searchParams.get('planned');
  const calls = await arrangementsOf(event, hub);
  const fresh = planned ? await meetups.find(house.db, hub.slug, planned, now) : null;
  return {
    firstName: viewer.firstName,
    today: localOf(now, hub.zone).slice(0, 10),
    isKeeper: roles.may(viewer, 'keep-hub', hub.slug),
    planned: fresh && {
      id: fresh.id,
      title: fresh.title,
      startsLocal: fresh.startsLocal,
      repeats: fresh.repeats,
    },
    ahead: await Promise.all(ahead.map((meetup) => lineOf(house.db, meetup, now))),
    calls: {
      notKnown: calls.filter((one) => one.calls.some(({ standing }) => standing === 'not-known')).length,
      gaps: calls.filter((one) => callGaps.of(one, now).length > 0).length,
    },
    notesToSend: await writeUps.toSend(house.db, hub.slug),
    stopped: await stoppedIn(house.db, hub.slug, ahead, now),
  };
};

/** Series that a host ended lately or that pause, where no date of theirs leads to them. */
async function stoppedIn(db: Reader, hub: string, ahead: Meetup[], now: number) {
  const since = localOf(now - ENDED_LATELY, 'UTC').slice(0, 10);
  const shown = new Set(ahead.map((meetup) => meetup.seriesId));
  const recent = await series.goingOn(db, hub, since);
  return recent
    .filter(
      (one) => !shown.has(one.id) && one.rrule !== null && (one.endedAt !== null || one.pauses.length > 0),
    )
    .map(({ id, title, endedAt }) => ({ id, title, ended: endedAt !== null }));
}

async function lineOf(db: Reader, meetup: Meetup, now: number) {
  const { id, seriesId, title, startsLocal, repeats, venue, kept, exactLimit, unlistedAt } = meetup;
  return {
    id,
    seriesId,
    title,
    startsLocal,
    repeats,
    where: venue.name,
    people: kept ? await rsvps.count(db, id) : 0,
    places: exactLimit,
    standing: stillOn.standing(meetup, now),
    unlisted: unlistedAt !== null,
  };
}
