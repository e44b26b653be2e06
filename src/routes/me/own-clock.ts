import type { RequestEvent } from '@sveltejs/kit';
import * as hubs from '#server/hubs/hubs.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireViewer } from '../door.ts';

const USUAL = 'Europe/London';

/** Tells instants as wall-clock times where the person signed in has their first hub. */
export async function ownClock(event: RequestEvent): Promise<(instant: number) => string> {
  const [hub] = await hubs.ofPerson(event.locals.house.db, requireViewer(event).id);
  return (instant) => localOf(instant, hub?.zone ?? USUAL);
}
