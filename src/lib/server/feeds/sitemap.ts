import type { Reader } from '#server/db/database.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as meetups from '#server/meetups/meetups.ts';
import { xml } from './atom.ts';

const HUBS = 200;
const DATES = 40;

/** The public pages of this installation (https://www.sitemaps.org/protocol.html); meet-ups at homes are left out. */
export async function sitemap(db: Reader, origin: string, now: number): Promise<string> {
  const pages = [origin];
  for (const { slug } of await hubs.first(db, HUBS)) {
    pages.push(`${origin}/${slug}`);
    const ahead = await meetups.upcoming(db, slug, now, { limit: DATES });
    const open = ahead.filter(({ venue, cancelledAt }) => venue.kind === 'public' && cancelledAt === null);
    pages.push(...open.map(({ id }) => `${origin}/${slug}/meetups/${id}`));
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...pages.map((page) => `<url><loc>${xml(page)}</loc></url>`),
    '</urlset>',
    '',
  ].join('\n');
}
