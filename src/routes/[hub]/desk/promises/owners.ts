import type { RequestEvent } from '@sveltejs/kit';
import * as bodies from '#server/partners/bodies.ts';
import { peopleOf } from '../voice/desk.ts';

/** Whoever can promise something in a hub, to choose from: its people, then those who decide. */
export async function ownersIn(
  event: RequestEvent,
  hub: string,
): Promise<{ value: string; words: string }[]> {
  const [people, all] = [await peopleOf(event, hub), await bodies.ofHub(event.locals.house.db, hub)];
  return [
    ...people.map(({ id, firstName }) => ({ value: `person ${id}`, words: firstName })),
    ...all
      .filter(({ endedAt }) => endedAt === null)
      .map(({ id, name }) => ({ value: `body ${id}`, words: name })),
  ];
}
