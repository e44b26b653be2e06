import { error, type RequestEvent } from '@sveltejs/kit';
import { briefing } from '#server/paper/briefing.ts';
import * as carries from '#server/voice/carries.ts';
import { requireTopic } from '../../desk.ts';

/** The one page to hand over, for a topic that is on its way. */
export async function briefingFor(event: RequestEvent) {
  const { hub, topic } = await requireTopic(event);
  const { house, now } = event.locals;
  const carry = await carries.goingOn(house.db, topic.id);
  if (!carry) error(404, 'There is nothing here');
  const others = {
    objected: await carries.objectionsTo(house.db, carry.id),
    reasons: await carries.reasonsFor(house.db, carry.id),
  };
  return { sheet: briefing(hub, topic.name, carry, others, now), topic: topic.id };
}
