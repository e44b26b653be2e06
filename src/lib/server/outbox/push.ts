import { ECDH } from 'node:crypto';
import type { LookupFunction } from 'node:net';
import webPush from 'web-push';
import { HOUR } from '#server/clock.ts';
import { isAllowed } from './push-addresses.ts';
import { encrypt } from './push-encryption.ts';
import { createLanes } from './push-lanes.ts';
import { toOutcome, type PushOutcome } from './push-outcomes.ts';
import { createTransport } from './push-transport.ts';

const MOST_BYTES = 3000;
const MOST_ORIGINS_SIGNED = 200;

type Headers = Record<string, string | number>;

export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

/** As a browser gives it: keys in base64url. */
export interface Subscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export interface PushMessage {
  payload: string;
  /** Seconds until the message is of no use; the service drops it then. */
  ttl: number;
  urgency: 'very-low' | 'low' | 'normal' | 'high';
  /** At most 32 base64url characters; a newer message takes the place of a waiting one with the same topic. */
  topic?: string;
}

export interface PusherOptions {
  vapid: VapidKeys;
  /** A real `mailto:` or `https:` address of the operator; Apple refuses others. */
  contact: string;
  /** `host:port` of services the operator trusts besides the well-known ones. */
  extraHosts: readonly string[];
  userAgent?: string;
  /** Milliseconds to wait for an answer. */
  waitMs?: number;
  /** The certificate to trust instead of the usual ones, as PEM. */
  ca?: string;
  lookup?: LookupFunction;
}

export interface Pusher {
  /** Sends one message (RFC 8030, 8291, 8292); throws only for a bad `ttl` or `topic`. `now` in Unix seconds. */
  send(subscription: Subscription, message: PushMessage, now: number): Promise<PushOutcome>;
  /** When this host (with its port unless 443) may be sent to again, in Unix seconds; 0 if it may. */
  waitUntil(host: string): number;
  close(): void;
}

/** New VAPID keys. Every subscription is bound to them for good, so keep them with the data. */
export function makeKeys(): VapidKeys {
  return webPush.generateVAPIDKeys();
}

/** Whether a browser's keys can be used: a point on the curve and 16 bytes. Ask before saving a subscription. */
export function hasUsableKeys({ p256dh, auth }: Pick<Subscription, 'p256dh' | 'auth'>): boolean {
  try {
    ECDH.convertKey(p256dh, 'prime256v1', 'base64url');
    return /^[\w-]{87}=?$/.test(p256dh) && /^[\w-]{22}(?:==)?$/.test(auth);
  } catch {
    return false;
  }
}

export function createPusher(options: PusherOptions): Pusher {
  const { extraHosts, waitMs = 10_000, ca, lookup } = options;
  const transport = createTransport({ extraHosts, waitMs, ca, lookup });
  const lanes = createLanes();
  const authorize = createAuthorizer(options);
  const fixed: Headers = options.userAgent === undefined ? {} : { 'user-agent': options.userAgent };

  async function send(subscription: Subscription, message: PushMessage, now: number): Promise<PushOutcome> {
    requireSendable(message);
    if (!isAllowed(subscription.endpoint, extraHosts)) return { is: 'not-allowed' };
    if (Buffer.byteLength(message.payload) > MOST_BYTES) return { is: 'too-large' };
    const url = new URL(subscription.endpoint);
    const outcome = await lanes.through(url.host, now, () => post(url, subscription, message, now));
    return 'is' in outcome ? outcome : { is: 'slow-down', ...outcome };
  }

  async function post(url: URL, keys: Subscription, message: PushMessage, now: number): Promise<PushOutcome> {
    const body = encryptFor(keys, message.payload);
    if (body === null) return { is: 'gone' };
    const authorization = authorize(url.origin, now);
    const headers = { authorization, ...fixed, ...headersOf(message, body) };
    const outcome = toOutcome(await transport.post({ url, headers, body }), now);
    if (outcome.is === 'slow-down') lanes.hold(url.host, now + outcome.waitSeconds);
    return outcome;
  }

  return { send, waitUntil: lanes.openAt, close: transport.close };
}

function requireSendable({ ttl, topic }: PushMessage): void {
  if (!Number.isSafeInteger(ttl) || ttl < 0) throw new RangeError(`a TTL of ${ttl}`);
  if (topic !== undefined && !/^[\w-]{1,32}$/.test(topic))
    throw new RangeError('a topic is 1 to 32 base64url characters');
}

// Nobody can ever read what is sent to a key that is no key, so such a subscription is as good as gone.
function encryptFor({ p256dh, auth }: Subscription, payload: string): Buffer | null {
  const subscriber = { p256dh: Buffer.from(p256dh, 'base64url'), auth: Buffer.from(auth, 'base64url') };
  if (subscriber.p256dh.length !== 65 || subscriber.auth.length !== 16) return null;
  try {
    return encrypt(payload, subscriber);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY') return null;
    throw failure;
  }
}

function headersOf({ ttl, urgency, topic }: PushMessage, body: Buffer): Headers {
  return {
    ttl,
    urgency,
    ...(topic === undefined ? {} : { topic }),
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
    'content-length': body.length,
  };
}

// A signature costs more than all the rest of a message, and one serves a whole origin until it expires.
// web-push lets it expire after 12 hours by the machine's clock, which is the one a service looks at.
function createAuthorizer({ vapid, contact }: PusherOptions) {
  const signed = new Map<string, { authorization: string; at: number }>();
  return (origin: string, now: number): string => {
    const kept = signed.get(origin);
    if (kept && kept.at <= now && now < kept.at + 6 * HOUR) return kept.authorization;
    if (signed.size >= MOST_ORIGINS_SIGNED) signed.clear();
    const { Authorization } = webPush.getVapidHeaders(
      origin,
      contact,
      vapid.publicKey,
      vapid.privateKey,
      'aes128gcm',
    );
    signed.set(origin, { authorization: Authorization, at: now });
    return Authorization;
  };
}
