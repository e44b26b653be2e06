import { json } from '@sveltejs/kit';
import * as hubs from '#server/hubs/hubs.ts';
import { requireViewer } from '../../door.ts';
import { PAGES_OF, WEEKS } from './rooms.ts';
import type { RequestHandler } from './$types';

const WEEK = 7 * 86_400;

/** The pages of somebody's next eight weeks, for the device to keep. */
export const GET: RequestHandler = async (event) => {
  const viewer = requireViewer(event);
  const { house, now } = event.locals;
  const own = await hubs.ofPerson(house.db, viewer.id);
  const mine = { viewer, slugs: own.map(({ slug }) => slug), until: now + WEEKS * WEEK };
  const pages = ['/me', ...mine.slugs.map((slug) => `/${slug}`)];
  for (const pagesOf of PAGES_OF) pages.push(...(await pagesOf(house.db, mine, now)));
  return json({ pages: [...new Set(pages)] }, { headers: { 'cache-control': 'private, no-store' } });
};
