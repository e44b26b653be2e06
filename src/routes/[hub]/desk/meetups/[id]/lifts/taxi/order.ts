import type { RequestEvent } from '@sveltejs/kit';
import * as situations from '#server/lifts/situations.ts';
import { requireHub, requireMay } from '../../../../../../door.ts';
import { requireMeetup } from '../../../../../meetup.ts';
import { sheetFor } from '../../../../lifts/taxi-order.ts';

/** The taxi order of the meet-up in the address, for a host to print. */
export async function orderFor(event: RequestEvent) {
  const hub = await requireHub(event);
  requireMay(event, 'plan-lifts', hub.slug);
  const meetup = await requireMeetup(event);
  const { title, cancelledAt } = meetup;
  const about = { hubName: hub.name, title, cancelled: cancelledAt !== null };
  const made = await sheetFor(event, { ...about, outing: situations.outingOf(meetup) });
  return { ...made, path: `/${hub.slug}/desk/meetups/${meetup.id}/lifts` };
}
