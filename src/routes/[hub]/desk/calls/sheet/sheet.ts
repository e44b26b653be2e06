import type { RequestEvent } from '@sveltejs/kit';
import { callSheet, makersIn } from '#server/paper/call-sheet.ts';
import { arrangementsOf, requireDesk } from '../desk.ts';

/** The call sheet of the next seven days: for one of those who ring, named in the address, or for the hosts. */
export async function sheetFor(event: RequestEvent) {
  const { hub } = await requireDesk(event);
  const { now } = event.locals;
  const arrangements = await arrangementsOf(event, hub);
  const makers = makersIn(arrangements, now);
  const wanted = makers.find(({ id }) => id === event.url.searchParams.get('for')) ?? null;
  return { sheet: callSheet(hub, arrangements, wanted, now), makers, wanted };
}
