import { error, type RequestEvent } from '@sveltejs/kit';
import * as buses from '#server/lifts/buses.ts';
import * as points from '#server/lifts/points.ts';
import { requireHub, requireMay } from '../../../door.ts';

export async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'plan-lifts', hub.slug).id };
}

export async function requireBus(event: RequestEvent) {
  const { hub } = await requireDesk(event);
  const bus = await buses.find(event.locals.house.db, hub.slug, event.params.id ?? '');
  return { hub, bus: bus ?? error(404, 'There is nothing here') };
}

/** Where people are fetched, which may be where a bus stops. */
export async function placesOf({ locals }: RequestEvent, hub: string) {
  return (await points.ofHub(locals.house.db, hub)).map(({ id, name }) => ({ id, name }));
}
