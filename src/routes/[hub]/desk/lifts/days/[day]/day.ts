import { error, type RequestEvent } from '@sveltejs/kit';
import { isLocal } from '#server/wall-clock.ts';
import { requireHub, requireMay } from '../../../../../door.ts';
import type { Desk } from '../../outing.ts';

/** The day in the address, and all lifts elsewhere on it, for whoever may plan them. */
export async function requireDay(event: RequestEvent): Promise<Desk & { hubName: string }> {
  const { slug: hub, zone, name: hubName } = await requireHub(event);
  const { id: by } = requireMay(event, 'plan-lifts', hub);
  const { day = '' } = event.params;
  if (!isLocal(`${day}T00:00`)) error(404, 'There is no such day');
  return { by, hubName, page: `/${hub}/desk/lifts/days/${day}`, outing: { hub, zone, day, meetup: null } };
}
