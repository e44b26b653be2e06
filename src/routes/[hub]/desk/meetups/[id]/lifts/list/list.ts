import type { RequestEvent } from '@sveltejs/kit';
import * as contacts from '#server/lifts/contacts.ts';
import * as desk from '#server/lifts/desk.ts';
import * as situations from '#server/lifts/situations.ts';
import { liftList } from '#server/paper/lift-list.ts';
import { requireHub, requireMay } from '../../../../../../door.ts';
import { requireMeetup } from '../../../../../meetup.ts';

/** All lifts to the meet-up in the address, for a host to print. */
export async function listFor(event: RequestEvent) {
  const hub = await requireHub(event);
  requireMay(event, 'plan-lifts', hub.slug);
  const meetup = await requireMeetup(event);
  const { house, now } = event.locals;
  const dated = { ...meetup, cancelled: meetup.cancelledAt !== null };
  const outing = situations.outingOf(meetup);
  const numbers = await contacts.numbersAt(house.db, outing);
  const sheet = liftList(hub.name, dated, await desk.read(house.db, outing), numbers, now);
  return { sheet, meetup: meetup.id };
}
