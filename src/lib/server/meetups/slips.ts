import type { Database, Writer } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as people from '#server/people/people.ts';
import type { Meetup } from './meetups.ts';
import * as rsvps from './rsvps.ts';

/** A reply slip as a host keys it in. */
export interface Slip {
  hub: string;
  firstName: string;
  telephone: string | null;
  /** The dates that were ticked; none where they only want a word. */
  dates: Meetup[];
  lift: boolean;
  help: boolean;
  /** The hidden value of the form: the same one again is the same slip. */
  once: string;
  by: string;
}

export interface KeyedIn {
  person: string;
  /** What came of each date, in the order given. */
  outcomes: rsvps.Outcome[];
}

/**
 * Takes a slip: enters somebody new in the hub and what they said about each date, in one transaction. A wish for a
 * lift, or to help, is a line to the host of each date. Keyed in twice by one form changes nothing.
 */
export function keyIn(db: Database, slip: Slip, now: number): Promise<KeyedIn> {
  const { hub, firstName, telephone, once, by } = slip;
  const key = takenForms.keyFor(`slip ${by} ${hub} ${firstName}`, once);
  return db.write(async (tx) => {
    const entry = { firstName, telephone, enteredBy: by };
    const person = await takenForms.once(tx, key, () => people.enter(tx, entry, now), now);
    await people.joinHub(tx, person, hub, now);
    const outcomes: rsvps.Outcome[] = [];
    for (const meetup of slip.dates) outcomes.push(await answer(tx, meetup, person, slip, now));
    return { person, outcomes };
  });
}

async function answer(tx: Writer, meetup: Meetup, person: string, slip: Slip, now: number) {
  if (meetup.cancelledAt !== null) return 'cancelled';
  const needs = [slip.lift && 'Needs a lift', slip.help && 'Would like to help'].filter(Boolean).join('. ');
  const said = { person, answer: 'coming', said: 'slip', enteredBy: slip.by, belongs: true } as const;
  return rsvps.answerWithin(tx, meetup, { ...said, needs: needs || undefined }, now);
}
