import type { Database, Writer } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as people from '#server/people/people.ts';
import * as askSheets from './ask-sheets.ts';
import type { Eyes } from './readers.ts';
import * as supports from './supports.ts';
import * as views from './views.ts';
import type { NewView, Said } from './views.ts';

/**
 * Who said it, as a host wrote it down: somebody of the hub, somebody new by first name, or nobody in particular, with
 * initials where there are some.
 */
export type Sayer =
  { person: string } | { firstName: string; telephone: string | null } | { initials: string };

export interface Slip extends NewView {
  who: Sayer;
  said: Exclude<Said, 'self'>;
  by: string;
  /** The hidden value of the form: the same one again is the same slip. */
  once: string;
}

/** A host keys in a slip, or what was said aloud, with the level that the person chose. */
export function say(
  db: Database,
  slip: Slip,
  now: number,
): Promise<views.Saying | { outcome: 'not-in-hub' }> {
  const { who, by, once } = slip;
  return db.write(async (tx) => {
    const hindrance = await views.hindranceOf(tx, slip);
    if (hindrance) return { outcome: hindrance };
    const person = await personOf(tx, slip, now);
    if (person === 'not-in-hub') return { outcome: person };
    const saidBy = 'initials' in who ? who.initials : '';
    return views.sayWithin(tx, { ...slip, person, saidBy }, takenForms.keyFor(`slip ${by}`, once), now);
  });
}

/** A host puts somebody of the hub, or somebody new, behind a topic: they raised their hand, rang or wrote a slip. */
export function support(
  db: Database,
  given: { hub: string; topic: string; who: Sayer; said: Exclude<Said, 'self'>; by: string; once: string },
  eyes: Eyes,
  now: number,
): Promise<'behind' | 'not-found' | 'not-in-hub'> {
  return orNobodyEntered(db, 'behind', async (tx) => {
    const person = await personOf(tx, given, now);
    if (person === null || person === 'not-in-hub') return 'not-in-hub';
    return supports.supportWithin(tx, { ...given, person }, eyes, now);
  });
}

/** A host keys in what somebody answered to an ask: from a sheet of paper, aloud, or on the telephone. */
export function answer(
  db: Database,
  slip: Omit<askSheets.Sheet, 'person'> & Pick<Slip, 'who' | 'by' | 'once'>,
  now: number,
): Promise<askSheets.Taking | 'not-in-hub'> {
  const { who: _, once, ...sheet } = slip;
  return orNobodyEntered(db, 'taken', async (tx) => {
    const person = await personOf(tx, slip, now);
    if (person === 'not-in-hub') return person;
    const take = () => askSheets.takeWithin(tx, { ...sheet, person }, now);
    if (person !== null) return take();
    // Nobody is known by a sheet without a name: only the form tells that it came twice.
    const key = takenForms.keyFor(`ask ${slip.ask} ${slip.by}`, once);
    if (key && (await takenForms.resultOf(tx, key)) !== null) return 'taken';
    const outcome = await take();
    if (outcome === 'taken') await takenForms.once(tx, key, () => Promise.resolve('taken'), now);
    return outcome;
  });
}

/** Does it, and takes back all that was written where it comes to anything else: nobody is entered for nothing. */
async function orNobodyEntered<T>(db: Database, good: T, act: (tx: Writer) => Promise<T>): Promise<T> {
  let outcome = good;
  try {
    return await db.write(async (tx) => {
      outcome = await act(tx);
      if (outcome !== good) throw new ForNothing();
      return outcome;
    });
  } catch (problem) {
    if (!(problem instanceof ForNothing)) throw problem;
    return outcome;
  }
}

class ForNothing extends Error {}

/** Their id; null for nobody in particular. */
async function personOf(
  tx: Writer,
  { hub, who, by, once }: Pick<Slip, 'hub' | 'who' | 'by' | 'once'>,
  now: number,
): Promise<string | null | 'not-in-hub'> {
  if ('initials' in who) return null;
  if ('person' in who)
    return (await people.findInHub(tx, hub, who.person)) === null ? 'not-in-hub' : who.person;
  const { firstName, telephone } = who;
  const key = takenForms.keyFor(`sayer ${by} ${firstName}`, once);
  const entry = { firstName, telephone, enteredBy: by };
  return takenForms.once(tx, key, () => people.enter(tx, entry, now), now);
}
