import * as promises from '#server/voice/promises.ts';
import * as writeUps from '#server/voice/write-ups.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub, requireMay } from '../../door.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  requireMay(event, 'see-notes', hub.slug);
  const { house, now } = event.locals;
  const all = await writeUps.ofHub(house.db, hub.slug);
  return {
    today: localOf(now, hub.zone),
    notes: all.map(({ id, title, startsLocal, approvedOn, decisions, promises: promised }) => ({
      ...{ id, title, startsLocal, approvedOn, decisions },
      promises: promised.map(promises.forEverybody),
    })),
  };
};
