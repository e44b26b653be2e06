import { error, type RequestEvent } from '@sveltejs/kit';

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

/** The JSON object in a request, with an id; 422 for anything else. */
export async function readJson({ request }: Pick<RequestEvent, 'request'>): Promise<{ id: string }> {
  const body: unknown = await request.json().catch(() => null);
  if (typeof body !== 'object' || body === null || !('id' in body) || typeof body.id !== 'string') {
    error(422, 'Something is missing');
  }
  return body as { id: string };
}
