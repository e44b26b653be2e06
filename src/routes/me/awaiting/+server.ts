import { json } from '@sveltejs/kit';
import * as lifts from '#server/lifts/awaiting.ts';
import * as meetups from '#server/meetups/awaiting.ts';
import * as rotas from '#server/rotas/awaiting.ts';
import { requireViewer } from '../../door.ts';
import type { RequestHandler } from './$types';

/** What awaits an answer, by room; each room that asks something of people adds its own. */
const ROOMS = [meetups.count, rotas.count, lifts.count];

/** How much awaits an answer of whoever is signed in, for the badge on the icon. */
export const GET: RequestHandler = async (event) => {
  const { id } = requireViewer(event);
  const { house, now } = event.locals;
  const counts = await Promise.all(ROOMS.map((count) => count(house.db, id, now)));
  return json(
    { awaiting: counts.reduce((sum, one) => sum + one, 0) },
    { headers: { 'cache-control': 'private, no-store' } },
  );
};
