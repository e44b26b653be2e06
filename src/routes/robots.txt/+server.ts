import { originOf } from '../feed-answer.ts';
import type { RequestHandler } from './$types';

/** With "$" where they end: a hub at /meadow-lane begins like /me, and is to be found (RFC 9309, 2.2.2 and 2.2.3). */
const OWN = ['/me', '/sign-in', '/start', '/letters', '/operator'].flatMap((path) => [
  `${path}$`,
  `${path}/`,
  `${path}?`,
]);
const PRIVATE = [...OWN, '/*/desk$', '/*/desk/', '/*/report', '/*/embed'];

export const GET: RequestHandler = (event) => {
  const lines = ['User-agent: *', ...PRIVATE.map((path) => `Disallow: ${path}`)];
  return new Response(`${[...lines, `Sitemap: ${originOf(event)}/sitemap.xml`].join('\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
};
