import type { RequestEvent } from '@sveltejs/kit';
import type { Feed } from '#server/feeds/hub-calendar.ts';

/** Programs ask again every few minutes; what everybody may read can be kept that long on the way. */
const KEPT_FOR = 300;

/** A feed as it is, or 304 when the asker has it already. */
export async function answerFeed(
  { request }: Pick<RequestEvent, 'request'>,
  feed: Omit<Feed, 'body'> & { body(): Promise<BodyInit> },
  headers: Record<string, string>,
): Promise<Response> {
  const etag = `"${feed.tag}"`;
  const own = {
    'cache-control': `public, max-age=${KEPT_FOR}`,
    etag,
    ...(feed.changedAt === null ? {} : { 'last-modified': new Date(feed.changedAt * 1000).toUTCString() }),
    ...headers,
  };
  if (hasIt(request.headers, etag, feed.changedAt)) return new Response(null, { status: 304, headers: own });
  return new Response(await feed.body(), { headers: own });
}

/** The tag decides where there is one (RFC 9110, 13.2.2). What was compressed on the way has a weak one. */
function hasIt(asked: Headers, etag: string, changedAt: number | null): boolean {
  const tags = asked.get('if-none-match');
  if (tags !== null) return tags.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(asked.get('if-modified-since') ?? '');
  return changedAt !== null && !Number.isNaN(since) && changedAt * 1000 <= since;
}

/** Where this installation is, for addresses that are read elsewhere. */
export function originOf({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): string {
  return locals.house.config.origin ?? url.origin;
}

/** The headers of a calendar with a name to save it under. */
export function asCalendar(name: string): Record<string, string> {
  return {
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': `inline; filename="${name}.ics"`,
  };
}
