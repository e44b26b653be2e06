import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as people from '#server/people/people.ts';
import * as sessions from '#server/people/sessions.ts';
import * as agreeVotes from './agree-votes.ts';

/** Whoever hears nothing taps again, when there is a signal or when they are home. */
const LOST_WITHIN = DAY;

/** Somebody this browser does not know who votes: a first name is all we ask. */
export interface Newcomer {
  firstName: string;
  /** The hidden value of the form: the same one again is the same person. */
  once: string;
  device: string;
  /** The secret this browser held before, which ends. */
  instead: string | null;
}

export type Welcomed =
  | { outcome: Exclude<agreeVotes.Voting, 'taken'> }
  | { outcome: 'taken'; session: { secret: string; expiresAt: number } };

/** Enters a newcomer, takes their votes and signs their device in. Nobody is entered when those cannot be taken. */
export async function welcome(
  db: Database,
  given: { hub: string; votes: agreeVotes.Votes; consented: boolean },
  { firstName, once, device, instead }: Newcomer,
  now: number,
): Promise<Welcomed> {
  // The name belongs to the key: on a shared device the page may come back with another name typed into it.
  const key = takenForms.keyFor(`agree ${given.hub} ${firstName}`, once);
  try {
    return await db.write(async (tx) => {
      const before = key && (await takenForms.resultOf(tx, key));
      // Later, or after they signed out, whoever sends the page again may be somebody else.
      if (key && before && !(await sessions.isFresh(tx, before, now - LOST_WITHIN)))
        await takenForms.release(tx, key);
      const person = await takenForms.once(tx, key, () => people.enter(tx, { firstName }, now), now);
      const outcome = await agreeVotes.takeWithin(tx, { ...given, person }, now);
      if (outcome !== 'taken') throw new NotTaken(outcome);
      return { outcome, session: await sessions.beginWithin(tx, person, device, now, instead) };
    });
  } catch (problem) {
    if (!(problem instanceof NotTaken)) throw problem;
    return { outcome: problem.outcome };
  }
}

/** Takes back all that was written, so that nobody is entered for nothing. */
class NotTaken extends Error {
  readonly outcome: Exclude<agreeVotes.Voting, 'taken'>;
  constructor(outcome: Exclude<agreeVotes.Voting, 'taken'>) {
    super(outcome);
    this.outcome = outcome;
  }
}
