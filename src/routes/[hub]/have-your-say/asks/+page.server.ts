import * as asks from '#server/voice/asks.ts';
import { requireHub } from '../../../door.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  const today = asks.dayIn(now, hub.zone);
  const all = await asks.askedIn(house.db, hub.slug);
  return {
    today,
    asks: all.map((ask) => ({
      id: ask.id,
      name: ask.name,
      body: ask.body?.name ?? null,
      closesOn: ask.closesOn,
      replyBy: ask.replyBy,
      isOpen: asks.standingOf(ask, today) === 'open',
      isReplied: ask.repliedAt !== null,
      isLate: ask.repliedAt === null && ask.replyBy < today,
    })),
  };
};
