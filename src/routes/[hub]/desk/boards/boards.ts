import type { RequestEvent } from '@sveltejs/kit';
import * as directory from '#server/people/directory.ts';
import { requireHub, requireMay } from '../../../door.ts';

/** The hub, for those who look after its paper. */
export async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'keep-venues', hub.slug).id };
}

/** Who may look after a board: anybody of the hub. */
export async function keepers({ locals }: RequestEvent, hub: string) {
  const people = await directory.list(locals.house.db, hub);
  return people.map(({ id, firstName }) => ({ id, firstName }));
}
