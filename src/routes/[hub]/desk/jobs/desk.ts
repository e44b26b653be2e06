import type { RequestEvent } from '@sveltejs/kit';
import { requireHub, requireMay } from '../../../door.ts';

/** The hub, for those who keep its jobs. */
export async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'keep-jobs', hub.slug).id };
}
