import type { RequestEvent } from '@sveltejs/kit';

/**
 * Says until when (Unix seconds) a device may keep this page at most: when the first of what is in it is to be gone; null
 * for what has no such end.
 */
export function say({ setHeaders }: Pick<RequestEvent, 'setHeaders'>, ...ends: (number | null)[]): void {
  const end = Math.min(...ends.map((one) => one ?? Infinity));
  if (end !== Infinity) setHeaders({ 'natter-until': String(end) });
}
