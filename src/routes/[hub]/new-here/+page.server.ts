import * as newcomers from '#server/paper/newcomers.ts';
import { requireHub } from '../../door.ts';
import { originOf } from '../../feed-answer.ts';
import { onPage } from '../../sheet.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  const found = await newcomers.gather(house.db, hub, now);
  return { sheet: onPage(newcomers.newcomersSheet(hub, found, originOf(event), now)) };
};
