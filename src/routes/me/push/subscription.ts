import * as v from 'valibot';
import { isAllowed } from '#server/outbox/push-addresses.ts';
import { hasUsableKeys, type Subscription } from '#server/outbox/push.ts';

const Given = v.object({
  endpoint: v.pipe(v.string(), v.maxLength(2000)),
  keys: v.object({
    p256dh: v.pipe(v.string(), v.maxLength(200)),
    auth: v.pipe(v.string(), v.maxLength(100)),
  }),
});

/** What a browser's `PushSubscription` says of itself, if letters may go there; strangers write these. */
export function readSubscription(given: unknown, extraHosts: readonly string[]): Subscription | null {
  const read = v.safeParse(Given, given);
  if (!read.success) return null;
  const { endpoint, keys } = read.output;
  return isAllowed(endpoint, extraHosts) && hasUsableKeys(keys) ? { endpoint, ...keys } : null;
}
