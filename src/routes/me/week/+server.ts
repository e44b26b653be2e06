import { json, type RequestEvent } from '@sveltejs/kit';
import * as hubs from '#server/hubs/hubs.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import * as roles from '#server/people/roles.ts';
import { requireViewer } from '../../door.ts';
import type { RequestHandler } from './$types';

const WEEKS = 8;
const WEEK = 7 * 86_400;
const MOST = 20;

/** The pages of somebody's next eight weeks, for the device to keep; later rooms add theirs. */
export const GET: RequestHandler = async (event) => {
  const { id } = requireViewer(event);
  const { house, now } = event.locals;
  const [own, mine] = [await hubs.ofPerson(house.db, id), await rsvps.ofPerson(house.db, id, now)];
  const ringsIn = new Set((await callWishes.withHelper(house.db, id)).map(({ hub }) => hub));
  const soon = mine.filter(({ startsAt }) => startsAt < now + WEEKS * WEEK);
  const pages = [
    '/me',
    ...own.flatMap(({ slug }) => [`/${slug}`, `/${slug}/rota`]),
    ...soon.map(({ hub, meetupId }) => `/${hub}/meetups/${meetupId}`),
    ...[...ringsIn].map((hub) => `/${hub}/calls`),
    ...(await hostedSoon(event, own)).map((meetup) => `/${meetup.hub}/desk/meetups/${meetup.id}`),
  ];
  return json({ pages }, { headers: { 'cache-control': 'private, no-store' } });
};

/** What a host notes on the day is noted where there may be no signal. */
async function hostedSoon({ locals }: RequestEvent, own: hubs.Hub[]): Promise<meetups.Meetup[]> {
  const { house, viewer, now } = locals;
  const mine = own.filter(({ slug }) => roles.may(viewer, 'see-desk', slug));
  const ahead: meetups.Meetup[] = [];
  for (const { slug } of mine) {
    ahead.push(...(await meetups.upcoming(house.db, slug, now, { to: now + WEEK, limit: MOST })));
  }
  return ahead.filter(({ hosts }) => hosts.some(({ id }) => id === viewer?.id));
}
