import type { Reader } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as places from '#server/meetups/places.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as waiting from '#server/meetups/waiting.ts';
import * as pushSubscriptions from '#server/outbox/push-subscriptions.ts';
import * as needs from '#server/people/needs.ts';
import type { Viewer } from '#server/people/roles.ts';
import { localOf } from '#server/wall-clock.ts';

/** What I said, as my own device shows it. */
export interface Mine {
  firstName: string;
  answer: rsvps.Answer | null;
  place: rsvps.Place;
  party: number;
  carer: boolean;
  words: string;
  /** While a place is offered: until when, on the hub's wall clock; null when a host is to ring first. */
  offeredUntil: string | null;
  /** An offered place went to the next in line. */
  lapsed: boolean;
  /** How word would get to me. */
  push: boolean;
  mail: string | null;
}

export async function mine(db: Reader, meetup: Meetup, viewer: Viewer, now: number): Promise<Mine> {
  const rsvp = meetup.kept ? await rsvps.of(db, meetup.id, viewer.id) : null;
  const isExpected = rsvp !== null && rsvp.answer !== 'not-this-time';
  return {
    firstName: viewer.firstName,
    answer: rsvp?.answer ?? null,
    place: rsvp?.place ?? 'in',
    party: rsvp?.party ?? 1,
    carer: rsvp?.carer ?? false,
    words: isExpected ? await needs.of(db, meetup.id, viewer.id, now) : '',
    offeredUntil: rsvp?.offeredUntil ? localOf(rsvp.offeredUntil, meetup.zone) : null,
    lapsed: rsvp !== null && rsvp.lapsedAt !== null,
    push: isExpected && (await pushSubscriptions.ofPeople(db, [viewer.id])).length > 0,
    mail: viewer.mail,
  };
}

/** The meet-up as this viewer may see it: nobody's name but the hosts', and a home only for who is coming. */
export async function of(
  db: Reader,
  meetup: Meetup,
  { viewer, mine }: { viewer: Viewer | null; mine: Mine | null },
  now: number,
) {
  const { id, title, words, startsLocal, endsLocal, originalDate, lengthMin, joining } = meetup;
  const { bring, cost, planB, planBBy, exactLimit, cancelledBecause, repeats } = meetup;
  const viewerIsHost = viewer !== null && meetup.hosts.some((host) => host.id === viewer.id);
  const viewerIsComing = mine?.answer === 'coming' && mine.place === 'in';
  const mayKnow = places.mayKnowAddress({ venue: meetup.venue, viewerIsComing, viewerIsHost, meetup, now });
  const isOff = meetup.cancelledAt !== null || meetup.endsAt <= now;
  return {
    id,
    title,
    words,
    startsLocal,
    endsLocal,
    movedFrom: startsLocal.startsWith(originalDate) ? null : originalDate,
    lengthMin,
    joining,
    bring,
    cost,
    planB,
    planBBy,
    repeats,
    hosts: meetup.hosts.map((host) => host.firstName),
    place: places.shownTo(meetup.venue, mayKnow),
    people: meetup.kept ? await rsvps.count(db, id) : 0,
    limit: exactLimit === null ? null : { ...(await waiting.standing(db, id)), places: exactLimit },
    cancelled: meetup.cancelledAt !== null,
    cancelledBecause,
    over: meetup.endsAt <= now,
    /** Whom to ring before setting out, when nobody has said that it is on. */
    checkFirst: stillOn.standing(meetup, now) === 'check-first' ? await stillOn.whomToRing(db, meetup) : null,
    next: isOff ? await nextOf(db, meetup, now) : null,
    today: localOf(now, meetup.zone).slice(0, 10),
  };
}

/** When the address of a home and what I told the host are to be gone from this notice, Unix seconds; null for neither. */
export function ends(meetup: Meetup, { kind, name }: places.Place, mine: Mine | null): (number | null)[] {
  return [
    kind === 'home' && name !== null ? places.addressEnd(meetup) : null,
    mine?.words ? meetup.endsAt + needs.KEPT_FOR : null,
  ];
}

/** The next date of the same series that is on. */
async function nextOf(db: Reader, { hub, id, seriesId }: Meetup, now: number) {
  const ahead = await meetups.upcoming(db, hub, now, { limit: 60 });
  const next = ahead.find(
    (other) => other.seriesId === seriesId && other.id !== id && other.cancelledAt === null,
  );
  return next ? { id: next.id, startsLocal: next.startsLocal } : null;
}
