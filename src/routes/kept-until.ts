import type { RequestEvent } from '@sveltejs/kit';

/** Says until when (Unix seconds) a device may keep this page at most, because of what is in it; null for no such end. */
export function say({ setHeaders }: Pick<RequestEvent, 'setHeaders'>, end: number | null): void {
  if (end !== null) setHeaders({ 'natter-until': String(end) });
}
