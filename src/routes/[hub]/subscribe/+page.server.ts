import { requireHub } from '../../door.ts';
import { originOf } from '../../feed-answer.ts';
import type { PageServerLoad } from './$types';

/** Each kind of calendar takes the same feed by another kind of link. */
export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const address = `${originOf(event)}/${hub.slug}/calendar.ics`;
  const asWebcal = address.replace(/^https?:/, 'webcal:');
  const outlook = new URLSearchParams({ url: address, name: hub.name });
  return {
    address,
    apple: asWebcal,
    // Google wants the webcal form in its cid; Android's own calendar is Google's.
    google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(asWebcal)}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?${outlook}`,
  };
};
