import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as hubs from '#server/hubs/hubs.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import { driverSheet } from '#server/paper/driver-sheet.ts';
import { requireViewer } from '../../../door.ts';
import { ownClock } from '../../own-clock.ts';

/** The sheet of one of the drives of whoever asks: the one named in the address, or their next. */
export async function sheetFor(event: RequestEvent) {
  const { id } = requireViewer(event);
  const { house, now } = event.locals;
  const today = (await ownClock(event))(now).slice(0, 10);
  const { offers } = await ownLifts.ofPerson(house.db, id, today, now);
  const wanted = event.url.searchParams.get('for');
  const offer = offers.find((one) => (wanted ? one.id === wanted : one.day >= today));
  const hub = offer && (await hubs.find(house.db, offer.hub));
  if (!offer || !hub) redirect(303, '/me/lifts');
  return { sheet: driverSheet(hub, offer, now), offer: offer.id };
}
