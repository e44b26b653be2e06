import { error, type RequestEvent } from '@sveltejs/kit';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as letters from '#server/outbox/letters.ts';
import * as reached from '#server/outbox/reached.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub, requireMay } from '../../../../door.ts';

type Event = Pick<RequestEvent, 'locals' | 'params' | 'url'>;

/** The meet-up of this address, for those who may see the telephone numbers of the people expected at it. */
export async function requireMeetup(event: Event) {
  const hub = await requireHub(event);
  const viewer = requireMay(event, 'see-people', hub.slug);
  const { house, now } = event.locals;
  const meetup = await meetups.find(house.db, hub.slug, (event.params as { id?: string }).id ?? '', now);
  return { viewer, meetup: meetup ?? error(404, 'There is nothing here') };
}

/** Who knows of the latest change, and who has been reminded; telephone numbers and names for the desk alone. */
export async function whoKnows({ locals: { house, now } }: Pick<Event, 'locals'>, meetup: Meetup) {
  const hosts = new Set(meetup.hosts.map(({ id }) => id));
  const about = (kinds: readonly letters.Kind[]) => reached.standing(house.db, { subject: meetup.id, kinds });
  const { id, title, startsLocal, zone, cancelledAt, cancelledBecause, venue } = meetup;
  return {
    meetup: {
      id,
      title,
      startsLocal,
      today: localOf(now, zone),
      cancelled: cancelledAt !== null,
      because: cancelledBecause,
      where: venue.kind === 'home' ? `a house in ${venue.area}` : venue.name,
      isOver: meetup.endsAt <= now,
    },
    change: shown(await about(letters.CHANGES), hosts, zone),
    reminder: shown(await about(['reminder']), hosts, zone),
  };
}

function shown(standing: reached.Standing, hosts: Set<string>, zone: string) {
  const person = (one: reached.ToTell) => ({
    letter: one.letter,
    kind: one.kind,
    firstName: one.firstName,
    /** They open the door: of all people they have to know, whether or not they said that they come. */
    hosts: hosts.has(one.person),
    telephone: one.telephone,
    inPersonThrough: one.inPersonThrough,
    mailFails: one.mailFails,
    reachedHow: one.reachedHow,
    reached: one.reachedAt === null ? null : localOf(one.reachedAt, zone),
    tried: one.tried.map(({ way, state, handedOverAt, nextAt }) => ({
      way,
      state,
      at: localOf(handedOverAt ?? nextAt, zone),
    })),
    rings: one.rings.map(({ outcome, at, by }) => ({ outcome, by, at: localOf(at, zone) })),
  });
  return {
    expected: standing.expected,
    toRing: standing.toRing.map(person),
    told: standing.told.map(person),
    sent: standing.sent.map(person),
  };
}

export type WhoKnows = Awaited<ReturnType<typeof whoKnows>>;
export type Told = WhoKnows['change'];
export type ToTell = Told['toRing'][number];
