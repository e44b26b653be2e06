import { newId } from '#server/ids.ts';
import * as keptDates from '#server/elsewhere/kept-dates.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as picture from '#server/paper/picture.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub } from '../door.ts';
import * as keptUntil from '../kept-until.ts';
import { shownAs } from '../picture-answer.ts';
import type { PageServerLoad } from './$types';
import * as notice from './meetups/[id]/notice.ts';

const DAYS = 86_400;
const MOST = 60;
/** Of what others hold the first few stand here, and one more tells whether there are more. */
const OTHERS = { days: 35, most: 5 };

export const load: PageServerLoad = async (event) => {
  const { house, now, viewer } = event.locals;
  const hub = await requireHub(event);
  const today = localOf(now, hub.zone).slice(0, 10);
  const ahead = await meetups.upcoming(house.db, hub.slug, now, { to: now + 70 * DAYS, limit: MOST });
  const others = { to: now + OTHERS.days * DAYS, limit: OTHERS.most };
  const alsoOn = await keptDates.upcoming(house.db, hub.slug, now, others);
  const next = ahead.find((meetup) => meetup.cancelledAt === null) ?? null;
  const mine = next && viewer && (await notice.mine(house.db, next, viewer, now));
  const nextShown = next && (await notice.of(house.db, next, { viewer, mine }, now));
  if (next && nextShown) keptUntil.say(event, ...notice.ends(next, nextShown.place, mine));
  return {
    about: hub.about,
    seen: shownAs(event, `/${hub.slug}`, picture.ofHub(hub)),
    today,
    once: newId(),
    mine,
    next: nextShown,
    alsoOn: alsoOn.map(({ title, place, link, status, startsLocal, endsLocal, owner, unsureSince }) => ({
      ...{ title, place, link, status, startsLocal, endsLocal, owner },
      lastRead: unsureSince === null ? null : localOf(unsureSince, hub.zone),
    })),
    ahead: ahead.map((meetup) => ({
      id: meetup.id,
      title: meetup.title,
      startsLocal: meetup.startsLocal,
      where: meetup.venue.kind === 'home' ? `a house in ${meetup.venue.area}` : meetup.venue.name,
      cancelled: meetup.cancelledAt !== null,
    })),
  };
};
