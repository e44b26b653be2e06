import type { Database, Reader, Writer } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { dayOf } from '#server/meetups/days.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as people from '#server/people/people.ts';
import { instantOf } from '#server/wall-clock.ts';
import * as dropping from './dropping.ts';
import * as homes from './homes.ts';
import type { Home } from './homes.ts';
import * as offers from './offers.ts';
import * as points from './points.ts';
import * as requests from './requests.ts';
import type { Going } from './occasions.ts';

/** No car of a neighbour takes more. */
export const LARGEST = 8;

/**
 * Why it cannot be so. 'over': it has begun, or is cancelled. 'back-too-soon': back before there. 'home-too-soon': the
 * driver wants to be home before it ends. 'far-away': the point is nowhere near the village.
 */
export type Refusal =
  | 'over'
  | 'back-too-soon'
  | 'home-too-soon'
  | 'too-many'
  | 'nowhere'
  | 'far-away'
  | 'same-place'
  | 'no-wheelchair'
  | 'meetup-full';

export type Outcome = { outcome: 'written'; id: string } | { outcome: Refusal };

interface Common {
  /** The meet-up, where it is one. */
  meetup: Meetup | null;
  zone: string;
  /** The one that this takes the place of, or null. */
  id: string | null;
  /** Written down with it when it begins at home and something was entered. */
  home: Home | null;
  /** The hidden value that makes a form sent twice one form. */
  once: string;
}

/** Somebody would like a lift. To a meet-up they say "coming" with it. A lift that was found already is looked for again. */
export async function ask(
  db: Database,
  { request, ...common }: Common & { request: requests.NewRequest },
  now: number,
): Promise<Outcome> {
  const { party, carer } = request;
  if (party + Number(carer) > LARGEST) return { outcome: 'too-many' };
  return write(db, { ...common, going: request, kind: 'request' }, now, async (tx) => {
    const before = common.id ?? (await findRequest(tx, common.meetup, request.person));
    if (before !== null) await dropping.loseRider(tx, before, 'rider-out', now);
    return requests.write(tx, { ...request, id: before }, now);
  });
}

/** Somebody has seats free. To a meet-up they say "coming" with it. Who was to ride with them is looked after anew. */
export async function offer(
  db: Database,
  { offer: given, ...common }: Common & { offer: offers.NewOffer },
  now: number,
): Promise<Outcome> {
  const { wheelchairs, seatsAWheelchair, seats, homeBy } = given;
  if (wheelchairs * seatsAWheelchair > seats) return { outcome: 'no-wheelchair' };
  const ends = endOf(given, common.meetup);
  if (homeBy !== null && given.legs !== 'out' && ends !== null && homeBy <= ends)
    return { outcome: 'home-too-soon' };
  return write(db, { ...common, going: given, kind: 'offer' }, now, async (tx) => {
    const before = common.id ?? (await findOffer(tx, common.meetup, given.person));
    if (before !== null) await dropping.loseDriver(tx, before, now);
    return offers.write(tx, { ...given, id: before }, now);
  });
}

async function write(
  db: Database,
  given: Common & { going: (requests.NewRequest | offers.NewOffer) & Going; kind: string },
  now: number,
  make: (tx: Writer) => Promise<string>,
): Promise<Outcome> {
  const { meetup, going, home, once, kind } = given;
  const refused = refusalOf(given, now);
  if (refused) return { outcome: refused };
  const key = takenForms.keyFor(`lift-${kind} ${going.person}`, once);
  return db.write(async (tx): Promise<Outcome> => {
    const wrong = await placeRefusal(tx, going, home);
    if (wrong) return { outcome: wrong };
    if (meetup) {
      const coming = await comeToo(tx, meetup, going, now);
      if (coming) return { outcome: coming };
    } else await people.joinHub(tx, going.person, going.hub, now);
    if (home && going.fromPoint === null) {
      const { hub, person, enteredBy: by } = going;
      await homes.say(tx, { hub, person, by, ...home }, now);
    }
    return { outcome: 'written', id: await takenForms.once(tx, key, () => make(tx), now) };
  });
}

function refusalOf({ meetup, zone, going }: Common & { going: Going & { legs: string } }, now: number) {
  if (meetup && (meetup.cancelledAt !== null || meetup.startsAt <= now)) return 'over';
  const { thereBy, readyFrom, onDate, toPoint } = going;
  if ('fromPoint' in going && going.fromPoint !== null && going.fromPoint === toPoint) return 'same-place';
  const day = meetup ? dayOf(meetup.startsLocal) : onDate!;
  const at = (time: string | null) => (time === null ? null : instantOf(`${day}T${time}`, zone));
  const there = at(thereBy) ?? meetup?.startsAt ?? null;
  const ready = at(readyFrom) ?? meetup?.endsAt ?? null;
  const first = going.legs === 'back' ? ready : there;
  if (first === null || first <= now) return 'over';
  if (going.legs !== 'both' || there === null || ready === null) return null;
  return ready <= there ? 'back-too-soon' : null;
}

/** From home, it must be known where that is; and no point is in the sea. */
async function placeRefusal(
  tx: Reader,
  { hub, person, fromPoint }: requests.NewRequest | offers.NewOffer,
  home: Home | null,
): Promise<Refusal | null> {
  if (fromPoint !== null) return (await points.find(tx, hub, fromPoint)) ? null : 'nowhere';
  if (home === null) return (await homes.of(tx, hub, person)) ? null : 'nowhere';
  if (home.point === null) return home.near === null ? 'nowhere' : null;
  return (await points.isElsewhere(tx, hub, home.point)) ? 'far-away' : null;
}

/** Whoever asks for a lift there, or gives one, is coming. */
async function comeToo(
  tx: Writer,
  meetup: Meetup,
  going: requests.NewRequest | offers.NewOffer,
  now: number,
): Promise<Refusal | null> {
  if (!(await meetups.keep(tx, meetup, now))) return 'over';
  const before = await rsvps.of(tx, meetup.id, going.person);
  if (before && rsvps.isExpected(before)) return null;
  const { person, enteredBy } = going;
  const party = 'party' in going ? going.party : undefined;
  const said = going.said;
  const outcome = await rsvps.answerWithin(
    tx,
    meetup,
    { person, answer: 'coming', party, said, enteredBy },
    now,
  );
  if (outcome === 'coming') return null;
  return outcome === 'closed' || outcome === 'cancelled' ? 'over' : 'meetup-full';
}

async function findRequest(tx: Reader, meetup: Meetup | null, person: string): Promise<string | null> {
  return meetup ? ((await requests.ofPersonAt(tx, meetup.id, person))?.id ?? null) : null;
}

async function findOffer(tx: Reader, meetup: Meetup | null, person: string): Promise<string | null> {
  return meetup ? ((await offers.ofPersonAt(tx, meetup.id, person))?.id ?? null) : null;
}

/** 'HH:MM' at which the way back begins; null where it is not known or on another day. */
function endOf({ readyFrom }: Going, meetup: Meetup | null): string | null {
  return readyFrom ?? meetup?.endsLocal.slice(11) ?? null;
}
