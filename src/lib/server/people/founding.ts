import { MINUTE } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as setUpLinks from '#server/hubs/set-up-links.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as people from './people.ts';
import * as roleGrants from './role-grants.ts';
import * as sessions from './sessions.ts';
import type { Here, SignedIn } from './signing-in.ts';

/** A second tap, or an answer lost on the way, comes this soon; later the used link signs nobody in. */
const SENT_AGAIN_WITHIN = 10 * MINUTE;

/**
 * The first hub is set up by whoever holds the link printed at the start; they become its keeper, signed in. The same
 * form sent again soon after signs in the same keeper.
 */
export function foundFirst(
  db: Database,
  given: Here & { token: string; hub: Omit<hubs.Hub, 'slug'>; firstName: string; mail: string },
  now: number,
): Promise<(SignedIn & { hub: string }) | { outcome: 'link-over' }> {
  return db.write(async (tx) => {
    const key = takenForms.keyFor(`set-up ${given.mail}`, given.token)!;
    const known = await people.findByMail(tx, given.mail);
    const before = known && (await takenForms.resultOf(tx, key, now - SENT_AGAIN_WITHIN));
    if (!before && !(await setUpLinks.use(tx, given.token))) return { outcome: 'link-over' };
    const person = known?.id ?? (await people.enter(tx, given, now));
    const hub = before ?? (await takenForms.once(tx, key, () => foundWith(tx, given.hub, person, now), now));
    const session = await sessions.beginWithin(tx, person, given.device, now, given.instead);
    return { outcome: 'in', person, hub, ...session };
  });
}

/** A keeper starts another hub and keeps it. Returns its slug; the same form again returns the same. */
export function found(
  db: Database,
  given: { keeper: string; hub: Omit<hubs.Hub, 'slug'>; form: string | null },
  now: number,
): Promise<string> {
  return db.write((tx) =>
    takenForms.once(tx, given.form, () => foundWith(tx, given.hub, given.keeper, now), now),
  );
}

async function foundWith(
  tx: Writer,
  hub: Omit<hubs.Hub, 'slug'>,
  keeper: string,
  now: number,
): Promise<string> {
  const slug = await hubs.start(tx, hub, now);
  await people.joinHub(tx, keeper, slug, now);
  await roleGrants.give(tx, { hub: slug, person: keeper, role: 'keeper', by: null }, now);
  return slug;
}
