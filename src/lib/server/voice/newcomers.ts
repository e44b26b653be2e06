import { DAY } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as people from '#server/people/people.ts';
import * as sessions from '#server/people/sessions.ts';
import * as askSheets from './ask-sheets.ts';
import { ANYBODY } from './readers.ts';
import * as supports from './supports.ts';
import * as views from './views.ts';

/** Whoever hears nothing taps again, when there is a signal or when they are home. */
const LOST_WITHIN = DAY;

/** Somebody this browser does not know: a first name is all we ask. */
export interface Newcomer {
  firstName: string;
  /** The hidden value of the form: the same one again is the same person. */
  once: string;
  device: string;
  /** The secret this browser held before, which ends. */
  instead: string | null;
}

export type Welcomed<T> = T & { session: { secret: string; expiresAt: number } | null };

/** Enters a newcomer with what they say, and signs their device in. Nobody is entered when it cannot be taken. */
export function say(
  db: Database,
  view: views.NewView,
  newcomer: Newcomer,
  now: number,
): Promise<Welcomed<views.Saying>> {
  return db.write(async (tx) => {
    const hindrance = await views.hindranceOf(tx, view);
    if (hindrance) return { outcome: hindrance, session: null };
    const person = await enter(tx, `say ${view.hub}`, newcomer, now);
    const own = { ...view, person, said: 'self', by: null, saidBy: '' } as const;
    const said = await views.sayWithin(tx, own, takenForms.keyFor(`view ${person}`, newcomer.once), now);
    return { ...said, session: await begin(tx, person, newcomer, now) };
  });
}

/** The same for "Me too". */
export async function support(
  db: Database,
  given: { hub: string; topic: string; was: boolean },
  newcomer: Newcomer,
  now: number,
): Promise<Welcomed<{ outcome: 'behind' | 'not-found' }>> {
  try {
    return await db.write(async (tx) => {
      const person = await enter(tx, `me too ${given.topic}`, newcomer, now);
      const outcome = await supports.supportWithin(tx, { ...given, person, said: 'self' }, ANYBODY, now);
      if (outcome === 'not-found') throw new NotHere();
      return { outcome, session: await begin(tx, person, newcomer, now) };
    });
  } catch (problem) {
    if (!(problem instanceof NotHere)) throw problem;
    return { outcome: 'not-found', session: null };
  }
}

/** The same for the answers to an ask. */
export async function answer(
  db: Database,
  sheet: Omit<askSheets.Sheet, 'person' | 'said' | 'by'>,
  newcomer: Newcomer,
  now: number,
): Promise<Welcomed<{ outcome: askSheets.Taking }>> {
  let refused: askSheets.Taking = 'nothing';
  try {
    return await db.write(async (tx) => {
      const person = await enter(tx, `ask ${sheet.ask}`, newcomer, now);
      const outcome = await askSheets.takeWithin(tx, { ...sheet, person, said: 'self', by: null }, now);
      refused = outcome;
      if (outcome !== 'taken') throw new NotHere();
      return { outcome, session: await begin(tx, person, newcomer, now) };
    });
  } catch (problem) {
    if (!(problem instanceof NotHere)) throw problem;
    return { outcome: refused, session: null };
  }
}

/** Takes back all that was written, so that nobody is entered for nothing. */
class NotHere extends Error {}

async function enter(tx: Writer, what: string, { firstName, once }: Newcomer, now: number): Promise<string> {
  // The name belongs to the key: on a shared device the page may come back with another name typed into it.
  const key = takenForms.keyFor(`${what} ${firstName}`, once);
  const before = key && (await takenForms.resultOf(tx, key));
  // Later, or after they signed out, whoever sends the page again may be somebody else.
  if (key && before && !(await sessions.isFresh(tx, before, now - LOST_WITHIN)))
    await takenForms.release(tx, key);
  return takenForms.once(tx, key, () => people.enter(tx, { firstName }, now), now);
}

function begin(tx: Writer, person: string, { device, instead }: Newcomer, now: number) {
  return sessions.beginWithin(tx, person, device, now, instead);
}
