import { error, type RequestEvent } from '@sveltejs/kit';
import * as people from '#server/people/people.ts';
import type { Eyes } from '#server/voice/readers.ts';
import * as said from '#server/voice/said.ts';
import type { Saying } from '#server/voice/said.ts';
import * as topics from '#server/voice/topics.ts';
import { requireHub, requireMay } from '../../../door.ts';

/** The hub, its host, and the eyes of a host: they read from "the hosts" on. */
export async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  const by = requireMay(event, 'gather-views', hub.slug).id;
  const eyes: Eyes = { person: by, isHost: true };
  return { hub, by, eyes };
}

/** The topic in the address, as hosts may read it. */
export async function requireTopic(event: RequestEvent) {
  const desk = await requireDesk(event);
  const topic = await topics.find(event.locals.house.db, desk.hub.slug, event.params.id ?? '', desk.eyes);
  return topic ? { ...desk, topic } : error(404, 'There is nothing here');
}

/** What a host reads goes into the log of each author, for whatever it was asked for. No device keeps these pages. */
export async function noteReading(event: RequestEvent, reader: string, read: Saying[]): Promise<Saying[]> {
  const { house, now } = event.locals;
  await said.noteReading(house.db, { views: read.map(({ id }) => id), reader, role: 'host' }, now);
  return read;
}

/** The people of a hub, to choose from. */
export async function peopleOf({ locals }: RequestEvent, hub: string) {
  return (await people.ofHub(locals.house.db, hub)).map(({ id, firstName }) => ({ id, firstName }));
}
