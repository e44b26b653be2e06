import type { Database, Writer } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as people from '#server/people/people.ts';
import * as sessions from '#server/people/sessions.ts';
import * as errands from './errands.ts';
import type { Errand } from './errands.ts';
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

/** What came of it; with a session where it is theirs. */
export interface Welcomed {
  outcome: turns.Outcome | 'gone';
  session: { secret: string; expiresAt: number } | null;
}

/** Enters a newcomer, gives them the job and signs their device in. Nobody is entered when it cannot be theirs. */
export function welcome(db: Database, shift: Shift, newcomer: Newcomer, now: number): Promise<Welcomed> {
  const { meetup, job } = shift;
  const take = (tx: Writer, person: string) => turns.takeWithin(tx, shift, { person, said: 'self' }, now);
  return enter(db, newcomer, { what: `take ${meetup.id} ${job.id}`, take }, now);
}

/** The same for something to be done by a day. */
export function welcomeToErrand(
  db: Database,
  errand: Pick<Errand, 'hub' | 'id'>,
  newcomer: Newcomer,
  now: number,
): Promise<Welcomed> {
  const take = async (tx: Writer, person: string) => {
    const outcome = await errands.takeWithin(tx, errand, person, now);
    if (outcome === 'taken') await people.joinHub(tx, person, errand.hub, now);
    return outcome;
  };
  return enter(db, newcomer, { what: `errand ${errand.id}`, take }, now);
}

interface Deed {
  /** Names the form beside its hidden value. */
  what: string;
  take(tx: Writer, person: string): Promise<Welcomed['outcome']>;
}

async function enter(db: Database, newcomer: Newcomer, deed: Deed, now: number): Promise<Welcomed> {
  const { firstName, once, device, instead } = newcomer;
  const key = takenForms.keyFor(`${deed.what} ${firstName}`, once);
  try {
    return await db.write(async (tx) => {
      const person = await takenForms.once(tx, key, () => people.enter(tx, { firstName }, now), now);
      const outcome = await deed.take(tx, person);
      if (outcome !== 'taken') throw new NotTheirs(outcome);
      return { outcome, session: await sessions.beginWithin(tx, person, device, now, instead) };
    });
  } catch (problem) {
    if (!(problem instanceof NotTheirs)) throw problem;
    return { outcome: problem.outcome, session: null };
  }
}

/** Takes back all that was written, so that nobody is entered for nothing. */
class NotTheirs extends Error {
  readonly outcome: Welcomed['outcome'];
  constructor(outcome: Welcomed['outcome']) {
    super(outcome);
    this.outcome = outcome;
  }
}
