import type { RequestEvent } from '@sveltejs/kit';
import { requireHub, requireMay } from '../../../door.ts';
import { requireAsk, type Maker } from '../../ask-making.ts';

/** A host, who makes and sees every ask of the hub. */
export async function requireDesk(event: RequestEvent): Promise<Maker> {
  const hub = await requireHub(event);
  const by = requireMay(event, 'keep-asks', hub.slug).id;
  return { hub, by, body: null, path: `/${hub.slug}/desk/asks` };
}

/** The same with the ask in the address. */
export async function requireDeskAsk(event: RequestEvent) {
  const maker = await requireDesk(event);
  return { maker, ask: await requireAsk(event, maker, event.params.id) };
}
