import type { RequestEvent } from '@sveltejs/kit';

/** How many seconds a form waited on the device for a signal; null when it was sent at once. */
export function waitedSeconds({ request }: Pick<RequestEvent, 'request'>): number | null {
  const waited = Number(request.headers.get('natter-waited') ?? Number.NaN);
  return waited >= 0 ? waited : null;
}
