import { whatsOn } from '#server/paper/whats-on.ts';
import { requireHub } from '../../door.ts';
import { originOf } from '../../feed-answer.ts';
import { onPage } from '../../sheet.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  return { sheet: onPage(await whatsOn(house.db, hub, originOf(event), now)) };
};
