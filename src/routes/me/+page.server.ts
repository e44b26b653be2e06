import * as hubs from '#server/hubs/hubs.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as errands from '#server/rotas/errands.ts';
import * as promised from '#server/rotas/promised.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import { requireViewer } from '../door.ts';
import { ownClock } from './own-clock.ts';
import type { PageServerLoad } from './$types';

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
    hubs: own.map(({ slug, name }) => ({ slug, name })),
    jobs: (await promised.ofPerson(house.db, id, now)).filter(({ cancelledAt }) => cancelledAt === null),
    errands: await errands.ofPerson(house.db, id),
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
