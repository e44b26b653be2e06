import type { RequestEvent } from '@sveltejs/kit';
import { sheetFor } from '../../../taxi-order.ts';
import { requireDay } from '../day.ts';

/** The taxi order of the day in the address, for a host to print. */
export async function orderFor(event: RequestEvent) {
  const { outing, page, hubName } = await requireDay(event);
  const made = await sheetFor(event, { hubName, title: null, cancelled: false, outing });
  return { ...made, path: page };
}
