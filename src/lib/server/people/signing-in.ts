import type { Database, Writer } from '#server/db/database.ts';
import { merge } from './merging.ts';
import * as people from './people.ts';
import * as reach from './reach.ts';
import * as roleGrants from './role-grants.ts';
import * as sessions from './sessions.ts';
import * as signInCards from './sign-in-cards.ts';
import * as signInCodes from './sign-in-codes.ts';
import * as waysIn from './ways-in.ts';

/** The browser somebody signs in with. `instead` is the secret of the session it has held until now. */
export interface Here {
  device: string;
  instead: string | null;
}

export interface SignedIn {
  outcome: 'in';
  person: string;
  secret: string;
  /** Unix seconds. */
  expiresAt: number;
}

/** 'name-wanted': the code was right and nobody has that address yet; 'someone-else': another person has it. */
export type Refused = 'wrong' | 'too-many' | 'over' | 'name-wanted' | 'someone-else';

/**
 * Signs in with a mailed code, and gives the session a fresh secret. `viewer` is who is here already: when they asked
 * for the code to make the address theirs, it becomes theirs, or they become one with the person who has it.
 */
export function withCode(
  db: Database,
  given: Here & { code: string; browser: string; viewer: string | null },
  now: number,
): Promise<SignedIn | { outcome: Refused }> {
  return db.write(async (tx) => {
    const tried = await signInCodes.attempt(tx, given, now);
    if (tried.outcome !== 'right') return tried;
    const wanting = tried.forPerson !== null && tried.forPerson === given.viewer ? given.viewer : null;
    const person = await whoIs(tx, tried.mail, { wanting, viewer: given.viewer }, now);
    if (person === 'name-wanted') return { outcome: person };
    await signInCodes.forget(tx, given.browser);
    return person === 'someone-else' ? { outcome: person } : begin(tx, person, given, now);
  });
}

/** Somebody new, whose code was right a moment ago, says their first name. */
export function withName(
  db: Database,
  given: Here & { firstName: string; browser: string },
  now: number,
): Promise<SignedIn | { outcome: 'over' }> {
  return db.write(async (tx) => {
    const mail = await signInCodes.proved(tx, given.browser, now);
    if (!mail) return { outcome: 'over' };
    await signInCodes.forget(tx, given.browser);
    const known = await people.findByMail(tx, mail);
    if (known) await letOthersGo(tx, known);
    const person = known?.id ?? (await people.enter(tx, { firstName: given.firstName }, now));
    await reach.proveMail(tx, person, mail, now);
    return begin(tx, person, given, now);
  });
}

/** Signs in with the one-time address on a printed card. */
export function withCard(
  db: Database,
  given: Here & { token: string },
  now: number,
): Promise<SignedIn | { outcome: 'over' }> {
  return db.write(async (tx) => {
    const person = await signInCards.use(tx, given.token, now);
    return person ? begin(tx, person, given, now) : { outcome: 'over' };
  });
}

/** Whose this proved address is, making it so where it has to be. */
async function whoIs(
  tx: Writer,
  mail: string,
  { wanting, viewer }: { wanting: string | null; viewer: string | null },
  now: number,
): Promise<string | 'name-wanted' | 'someone-else'> {
  const known = await people.findByMail(tx, mail);
  const here = wanting ? await people.find(tx, wanting) : null;
  if (!known && !here) return 'name-wanted';
  const person = known?.id ?? here!.id;
  // Two people with an address each may be a couple at one computer; only a leaflet's person is taken in.
  const isTakenIn = known !== null && here !== null && known.id !== here.id;
  if (isTakenIn && here.mail !== null) return 'someone-else';
  if (known && known.id !== viewer) await letOthersGo(tx, known);
  if (isTakenIn) await merge(tx, here.id, known.id);
  await reach.proveMail(tx, person, mail, now);
  return person;
}

/**
 * A host wrote this address down, perhaps for somebody they are signed in as themselves. Whoever proves it is alone
 * with what is theirs from then on. Nobody else writes the address of one who has a role.
 */
async function letOthersGo(tx: Writer, { id, mailProvedAt }: people.Person): Promise<void> {
  if (mailProvedAt === null && !(await roleGrants.hasAny(tx, id))) await waysIn.closeAll(tx, id);
}

async function begin(tx: Writer, person: string, here: Here, now: number): Promise<SignedIn> {
  const session = await sessions.beginWithin(tx, person, here.device, now, here.instead);
  return { outcome: 'in', person, ...session };
}
