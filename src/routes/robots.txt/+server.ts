import { originOf } from '../feed-answer.ts';
import type { RequestHandler } from './$types';

const PRIVATE = ['/me', '/sign-in', '/start', '/letters/', '/*/desk', '/*/report', '/*/embed'];

export const GET: RequestHandler = (event) => {
  const lines = ['User-agent: *', ...PRIVATE.map((path) => `Disallow: ${path}`)];
  return new Response(`${[...lines, `Sitemap: ${originOf(event)}/sitemap.xml`].join('\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
};
