import type { RequestEvent } from '@sveltejs/kit';
import * as rsvps from '#server/meetups/rsvps.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as bodies from '#server/partners/bodies.ts';

/**
 * Whoever may promise something in this room: its hosts, who came, and those who decide. A device keeps this page, so it
 * has no more names on it than the host's page of the date.
 */
export async function ownersAt(
  { locals }: RequestEvent,
  meetup: Meetup,
): Promise<{ value: string; words: string }[]> {
  const { db } = locals.house;
  const [there, all] = [await rsvps.expected(db, meetup.id), await bodies.ofHub(db, meetup.hub)];
  const people = new Map([
    ...meetup.hosts.map(({ id, firstName }) => [id, firstName] as const),
    ...there.map(({ personId, firstName }) => [personId, firstName] as const),
  ]);
  return [
    ...[...people].map(([id, firstName]) => ({ value: `person ${id}`, words: firstName })),
    ...all
      .filter(({ endedAt }) => endedAt === null)
      .map(({ id, name }) => ({ value: `body ${id}`, words: name })),
  ];
}
