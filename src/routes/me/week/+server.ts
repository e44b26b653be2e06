import { json } from '@sveltejs/kit';
import * as hubs from '#server/hubs/hubs.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import { requireViewer } from '../../door.ts';
import type { RequestHandler } from './$types';

const WEEKS = 8;
const WEEK = 7 * 86_400;

/** The pages of somebody's next eight weeks, for the device to keep; later rooms add theirs. */
export const GET: RequestHandler = async (event) => {
  const { id } = requireViewer(event);
  const { house, now } = event.locals;
  const [own, mine] = [await hubs.ofPerson(house.db, id), await rsvps.ofPerson(house.db, id, now)];
  const soon = mine.filter(({ startsAt }) => startsAt < now + WEEKS * WEEK);
  const pages = [
    '/me',
    ...own.map(({ slug }) => `/${slug}`),
    ...soon.map(({ hub, meetupId }) => `/${hub}/meetups/${meetupId}`),
  ];
  return json({ pages }, { headers: { 'cache-control': 'private, no-store' } });
};
