import { sitemap } from '#server/feeds/sitemap.ts';
import { originOf } from '../feed-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { house, now } = event.locals;
  return new Response(await sitemap(house.db, originOf(event), now), {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
};
