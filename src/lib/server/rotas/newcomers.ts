import type { Database } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as people from '#server/people/people.ts';
import * as sessions from '#server/people/sessions.ts';
import type { Shift } from './shifts.ts';
import * as turns from './turns.ts';

/** Somebody this browser does not know who takes a job: a first name is all we ask. */
export interface Newcomer {
  firstName: string;
  /** The hidden value of the form: the same one again is the same person. */
  once: string;
  device: string;
  /** The secret this browser held before, which ends. */
  instead: string | null;
}

export type Welcomed =
  | { outcome: Exclude<turns.Outcome, 'taken' | 'learning'> }
  | { outcome: turns.Outcome; session: { secret: string; expiresAt: number } };

/** Enters a newcomer, gives them the job and signs their device in. Nobody is entered when it cannot be theirs. */
export async function welcome(
  db: Database,
  shift: Shift,
  newcomer: Newcomer,
  now: number,
): Promise<Welcomed> {
  const { firstName, once, device, instead } = newcomer;
  const key = takenForms.keyFor(`take ${shift.meetup.id} ${shift.job.id} ${firstName}`, once);
  try {
    return await db.write(async (tx) => {
      const person = await takenForms.once(tx, key, () => people.enter(tx, { firstName }, now), now);
      const outcome = await turns.takeWithin(tx, shift, { person, said: 'self' }, now);
      if (outcome !== 'taken') throw new NotTheirs(outcome);
      return { outcome, session: await sessions.beginWithin(tx, person, device, now, instead) };
    });
  } catch (problem) {
    if (!(problem instanceof NotTheirs)) throw problem;
    return { outcome: problem.outcome };
  }
}

/** Takes back all that was written, so that nobody is entered for nothing. */
class NotTheirs extends Error {
  readonly outcome: Exclude<turns.Outcome, 'taken' | 'learning'>;
  constructor(outcome: turns.Outcome) {
    super(outcome);
    this.outcome = outcome as typeof this.outcome;
  }
}
