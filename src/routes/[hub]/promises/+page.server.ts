import { DAY } from '#server/clock.ts';
import * as promises from '#server/voice/promises.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub } from '../../door.ts';
import type { PageServerLoad } from './$types';

const SETTLED_LATELY = 365 * DAY;

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  const all = await promises.ofHub(house.db, hub.slug, now - SETTLED_LATELY);
  return { today: localOf(now, hub.zone), promises: all.map(promises.forEverybody) };
};
