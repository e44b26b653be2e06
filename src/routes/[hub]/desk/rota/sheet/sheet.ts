import type { RequestEvent } from '@sveltejs/kit';
import { rotaSheet } from '#server/paper/rota-sheet.ts';
import { requireHub, requireMay } from '../../../../door.ts';
import { originOf } from '../../../../feed-answer.ts';
import * as rota from '../../../rota/rota.ts';

/** The rota of the next twelve weeks for the wall; hosts print it. */
export async function sheetFor(event: RequestEvent) {
  const hub = await requireHub(event);
  requireMay(event, 'plan-rota', hub.slug);
  const all = await rota.ahead(event, hub.slug);
  return rotaSheet(hub, all, originOf(event), event.locals.now);
}
