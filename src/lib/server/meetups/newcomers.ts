import { DAY } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as people from '#server/people/people.ts';
import * as sessions from '#server/people/sessions.ts';
import type { Meetup } from './meetups.ts';
import * as rsvps from './rsvps.ts';

/** Whoever hears nothing taps again, when there is a signal or when they are home. */
const LOST_WITHIN = DAY;

/** Somebody with a leaflet in their hand: all we ask is a first name. */
export interface Newcomer extends Omit<rsvps.NewAnswer, 'person' | 'said'> {
  firstName: string;
  /** The hidden value of the form: the same one again is the same person. */
  once: string;
  /** What their device calls itself. */
  device: string;
  /** The secret this browser held before, which ends. */
  instead: string | null;
}

export type Welcomed =
  | { outcome: 'closed' | 'cancelled' | 'too-many' }
  | { outcome: rsvps.Outcome; session: { secret: string; expiresAt: number } };

/** Enters a newcomer, takes their answer and signs their device in. Nobody is entered when the answer cannot be taken. */
export function welcome(db: Database, meetup: Meetup, newcomer: Newcomer, now: number): Promise<Welcomed> {
  const { firstName, once, device, instead, ...answer } = newcomer;
  const refused = whyNot(meetup, newcomer, now);
  if (refused) return Promise.resolve({ outcome: refused });
  // The name belongs to the key: on a shared device the page may come back with another name typed into it.
  const key = takenForms.keyFor(`answer ${meetup.id} ${firstName}`, once);
  return db.write(async (tx) => {
    if (key && !(await mayComeAgain(tx, key, now))) await takenForms.release(tx, key);
    const person = await takenForms.once(tx, key, () => people.enter(tx, { firstName }, now), now);
    const outcome = await rsvps.answerWithin(tx, meetup, { ...answer, person, said: 'self' }, now);
    return { outcome, session: await sessions.beginWithin(tx, person, device, now, instead) };
  });
}

/**
 * Whether a form that signs in whoever it made before may do so again: an answer was lost on the way. Later, after
 * they signed out, or once they are known by an address, whoever sends the page again may be somebody else.
 */
async function mayComeAgain(tx: Writer, key: string, now: number): Promise<boolean> {
  const before = await takenForms.resultOf(tx, key);
  return before === null || sessions.isFresh(tx, before, now - LOST_WITHIN);
}

/** Somebody whom a host met or spoke to, and enters in their place. */
export interface Told extends Pick<rsvps.NewAnswer, 'party' | 'said'> {
  firstName: string;
  telephone: string | null;
  /** The hidden value of the form: the same one again is the same person. */
  once: string;
  by: string;
}

/** Enters somebody who told a host that they are coming. Nobody is entered when that cannot be taken. */
export function enterComing(
  db: Database,
  meetup: Meetup,
  { firstName, telephone, party, said, once, by }: Told,
  now: number,
): Promise<rsvps.Outcome> {
  const refused = whyNot(meetup, { answer: 'coming', party }, now);
  if (refused) return Promise.resolve(refused);
  const key = takenForms.keyFor(`told ${by} ${meetup.id} ${firstName}`, once);
  return db.write(async (tx) => {
    const entry = { firstName, telephone, enteredBy: by };
    const person = await takenForms.once(tx, key, () => people.enter(tx, entry, now), now);
    return rsvps.answerWithin(tx, meetup, { person, answer: 'coming', party, said, enteredBy: by }, now);
  });
}

function whyNot(meetup: Meetup, { answer, party = 1 }: Pick<Newcomer, 'answer' | 'party'>, now: number) {
  if (meetup.endsAt <= now) return 'closed';
  if (meetup.cancelledAt !== null) return 'cancelled';
  const isTooMany = answer === 'coming' && meetup.exactLimit !== null && party > meetup.exactLimit;
  return isTooMany ? 'too-many' : null;
}
