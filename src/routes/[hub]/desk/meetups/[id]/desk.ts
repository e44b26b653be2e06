import type { Reader } from '#server/db/database.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as tally from '#server/meetups/tally.ts';
import * as directory from '#server/people/directory.ts';
import * as needs from '#server/people/needs.ts';
import { localOf } from '#server/wall-clock.ts';

/** One line of a list, as a host may see it. */
export interface Line {
  id: string;
  firstName: string;
  party: number;
  carer: boolean;
  words: string | null;
  telephone: string | null;
  inPersonThrough: string | null;
  hasDevice: boolean;
  said: rsvps.Said;
  /** Until when a place is offered, on the hub's wall clock. */
  offeredUntil: string | null;
  came: boolean | null;
}

/** Everything about one date on its host's desk. Names are gone from it 30 days after. */
export async function of(db: Reader, meetup: Meetup, by: string, now: number) {
  const { id, hub, title, startsLocal, zone, exactLimit, endsAt, hosts } = meetup;
  const answers = endsAt + tally.NAMES_KEPT > now ? await rsvps.all(db, id) : [];
  const told = await toldTo(db, meetup, by, now);
  const line = await lining(db, meetup, told);
  const people = await rsvps.count(db, id);
  return {
    meetup: {
      id,
      title,
      startsLocal,
      exactLimit,
      hosts: hosts.map((host) => host.firstName),
      standing: stillOn.standing(meetup, now),
      hasItsDay: tally.hasItsDay(meetup, now),
      today: localOf(now, zone).slice(0, 10),
    },
    people,
    expected: answers.filter(rsvps.isExpected).map(line),
    maybe: answers.filter(({ answer }) => answer === 'maybe').map(line),
    toRing: answers.filter((one) => one.place === 'offered' && one.offeredUntil === null).map(line),
    offered: answers.filter((one) => one.place === 'offered' && one.offeredUntil !== null).map(line),
    waiting: answers.filter(({ place }) => place === 'waiting').map(line),
    neighbours: endsAt > now ? await yetToAdd(db, hub, answers) : [],
    tally: await tally.find(db, id),
    /** When what people told the hosts is to be gone, Unix seconds; null when nobody did. */
    wordsEnd: told.length > 0 ? Math.min(...told.map(({ deleteAt }) => deleteAt)) : null,
  };
}

/** What somebody told the host is read by the hosts of that date, and by no other host of the hub. */
async function toldTo(db: Reader, meetup: Meetup, by: string, now: number): Promise<needs.Need[]> {
  return meetup.hosts.some(({ id }) => id === by) ? needs.ofMeetup(db, meetup.id, now) : [];
}

async function lining(
  db: Reader,
  meetup: Meetup,
  told: needs.Need[],
): Promise<(answered: rsvps.Answered) => Line> {
  const words = new Map(told.map((need) => [need.person, need.words]));
  const came = await tally.whoCame(db, meetup.id);
  return (one) => ({
    id: one.personId,
    firstName: one.firstName,
    party: one.party,
    carer: one.carer,
    words: words.get(one.personId) ?? null,
    telephone: one.telephone,
    inPersonThrough: one.inPersonThrough,
    hasDevice: one.hasDevice,
    said: one.said,
    offeredUntil: one.offeredUntil === null ? null : localOf(one.offeredUntil, meetup.zone),
    came: came.get(one.personId) ?? null,
  });
}

/** Neighbours who have not said that they are coming, with what tells two of a name apart. */
async function yetToAdd(db: Reader, hub: string, answers: rsvps.Answered[]) {
  const coming = new Set(answers.filter(({ answer }) => answer === 'coming').map(({ personId }) => personId));
  const everybody = await directory.list(db, hub);
  return everybody
    .filter(({ id }) => !coming.has(id))
    .map(({ id, firstName, telephone, mail, inPersonThrough }) => ({
      id,
      firstName,
      apart: isShared(everybody, firstName) ? (telephone ?? inPersonThrough ?? mail) : null,
    }));
}

function isShared(everybody: directory.Listed[], firstName: string): boolean {
  return everybody.filter((person) => person.firstName === firstName).length > 1;
}
