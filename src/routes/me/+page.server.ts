import { dayOf } from '#server/meetups/days.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as promises from '#server/voice/promises.ts';
import * as errands from '#server/rotas/errands.ts';
import * as promised from '#server/rotas/promised.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as callBoard from '#server/rotas/call-board.ts';
import * as callViews from '#server/rotas/call-views.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import * as asks from '#server/voice/asks.ts';
import { requireViewer } from '../door.ts';
import { ownClock } from './own-clock.ts';
import type { PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { id, firstName, mail } = requireViewer(event);
  const { house, now } = event.locals;
  const [mine, own] = [await rsvps.ofPerson(house.db, id, now), await hubs.ofPerson(house.db, id)];
  const clock = await ownClock(event);
  const ring = await Promise.all(mine.map((one) => ringFor(event.locals, one)));
  return {
    firstName,
    hasMail: mail !== null,
    today: clock(now),
    calls: await callsOf(event, id, clock(now)),
    asks: await asks.openFor(
      house.db,
      own.map(({ slug }) => slug),
      id,
      now,
    ),
    bodies: await bodyPeople.ofPerson(house.db, id),
    hubs: own.map(({ slug, name }) => ({ slug, name })),
    jobs: (await promised.ofPerson(house.db, id, now)).filter(({ cancelledAt }) => cancelledAt === null),
    errands: await errands.ofPerson(house.db, id),
    promises: (await promises.ofPerson(house.db, id)).map(promises.forEverybody),
    lifts: await liftsOf(event, id, dayOf(clock(now))),
    mine: mine.map((one, i) => ({
      id: one.meetupId,
      hub: one.hub,
      hubName: one.hubName,
      title: one.title,
      startsLocal: one.startsLocal,
      lengthMin: one.lengthMin,
      cancelled: one.cancelledAt !== null,
      answer: one.answer,
      place: one.place,
      party: one.party,
      /** Those whose number everybody may see. */
      ring: ring[i] ?? [],
    })),
  };
};

/** Whom to ring about something they are coming to: those of its hosts whose number everybody may see. */
async function ringFor({ house, now }: App.Locals, { hub, meetupId }: rsvps.Outing) {
  const meetup = await meetups.find(house.db, hub, meetupId, now);
  return meetup ? stillOn.whomToRing(house.db, meetup) : [];
}

/** The lifts that somebody asked for or gives and that are still ahead, or today. */
async function liftsOf({ locals: { house, now } }: RequestEvent, me: string, today: string) {
  const { requests, offers } = await ownLifts.ofPerson(house.db, me, today, now);
  return [...requests, ...offers].filter(({ day }) => day >= today);
}

/** The calls somebody has a part in, without the name of who is rung: this page lies open on kitchen tables. */
async function callsOf({ locals: { house, now } }: RequestEvent, me: string, today: string) {
  const all = await callBoard.gather(house.db, await callWishes.withHelper(house.db, me), dayOf(today));
  return all.flatMap((one) => {
    const seen = callViews.forHelper(one, me, now);
    if (!seen) return [];
    const { id, hub, part, next, open, asked } = seen;
    const notKnown = open?.standing === 'not-known' ? open.onDay : null;
    return [{ id, hub, part, next, notKnown, isMine: open?.mine != null, isAsked: asked.length > 0 }];
  });
}
