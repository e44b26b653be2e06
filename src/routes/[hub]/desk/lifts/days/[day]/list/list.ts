import type { RequestEvent } from '@sveltejs/kit';
import * as contacts from '#server/lifts/contacts.ts';
import * as desk from '#server/lifts/desk.ts';
import { liftList } from '#server/paper/lift-list.ts';
import { requireDay } from '../day.ts';

/** All lifts elsewhere on the day in the address, for a host to print. */
export async function listFor(event: RequestEvent) {
  const { outing, page: path, hubName } = await requireDay(event);
  const { house, now } = event.locals;
  const dated = { title: null, startsLocal: outing.day, zone: outing.zone, cancelled: false };
  const numbers = await contacts.numbersAt(house.db, outing);
  return { path, sheet: liftList(hubName, dated, await desk.read(house.db, outing), numbers, now) };
}
