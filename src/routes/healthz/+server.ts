import type { RequestHandler } from './$types';

/** The process is alive. */
export const GET: RequestHandler = () =>
  new Response('alive\n', { headers: { 'cache-control': 'no-store' } });
