import * as weDid from '#server/voice/we-did.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub } from '../../door.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  const all = await weDid.ofHub(house.db, hub.slug);
  return {
    today: localOf(now, hub.zone),
    topics: all.map((one) => ({ ...one, stateOn: localOf(one.stateAt, hub.zone).slice(0, 10) })),
    records: await weDid.replyRecords(house.db, hub.slug),
  };
};
