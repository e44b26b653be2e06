import { error, type RequestEvent } from '@sveltejs/kit';
import type { Viewer } from '#server/people/roles.ts';

/**
 * Lets only our own pages send JSON: the framework checks where forms come from, and nothing else. 403 for other
 * sites, 415 for what is not JSON.
 */
export function requireOwnPage({ request, url }: Pick<RequestEvent, 'request' | 'url'>): void {
  const site = request.headers.get('sec-fetch-site');
  if (request.headers.get('origin') !== url.origin || (site !== null && site !== 'same-origin')) {
    error(403, 'This can only be done from our own pages');
  }
  if (!/^application\/json\b/.test(request.headers.get('content-type') ?? '')) {
    error(415, 'This takes JSON');
  }
}

/** As `requireOwnPage`, for whoever is signed in; 401 for others: a script cannot be sent off to sign in. */
export function requireOwnViewer(event: Pick<RequestEvent, 'request' | 'url' | 'locals'>): Viewer {
  requireOwnPage(event);
  return event.locals.viewer ?? error(401, 'Sign in first');
}

/** The JSON object in a request, with an id; 422 for anything else. */
export async function readJson({ request }: Pick<RequestEvent, 'request'>): Promise<{ id: string }> {
  const body: unknown = await request.json().catch(() => null);
  if (typeof body !== 'object' || body === null || !('id' in body) || typeof body.id !== 'string') {
    error(422, 'Something is missing');
  }
  return body as { id: string };
}
