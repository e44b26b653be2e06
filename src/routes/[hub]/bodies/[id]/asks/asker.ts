import { error, type RequestEvent } from '@sveltejs/kit';
import * as bodies from '#server/partners/bodies.ts';
import { requireHub, requireMay } from '../../../../door.ts';
import { requireAsk, type Maker } from '../../../ask-making.ts';

/** Somebody who answers for the body in the address, who makes and sees the asks of that body. */
export async function requireAsker(event: RequestEvent) {
  const hub = await requireHub(event);
  const id = event.params.id ?? '';
  const by = requireMay(event, 'answer-for-body', id).id;
  const body = await bodies.find(event.locals.house.db, hub.slug, id);
  if (!body) error(404, 'There is nothing here');
  const maker: Maker = { hub, by, body: body.id, path: `/${hub.slug}/bodies/${body.id}/asks` };
  return { maker, body: { id: body.id, name: body.name } };
}

/** The same with the ask in the address. */
export async function requireOwnAsk(event: RequestEvent) {
  const asker = await requireAsker(event);
  return { ...asker, ask: await requireAsk(event, asker.maker, event.params.ask) };
}
