import { createPublicKey, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Vapid {
  aud: string;
  exp: number;
  sub: string;
  /** The key it was signed with, base64url. */
  key: string;
}

const DAY = 86_400;
const URGENCIES = ['very-low', 'low', 'normal', 'high'];

/** Why a push service would not take a message, and with which answer; null for a good one. */
export function faultOf(
  method: string | undefined,
  headers: IncomingHttpHeaders,
  body: Buffer,
  { origin, key }: { origin: string; key: string | undefined },
): { status: number; why: string } | null {
  if (method !== 'POST') return { status: 405, why: `method ${method}` };
  if (!/^\d+$/.test(String(headers.ttl))) return { status: 400, why: `TTL ${headers.ttl}` };
  if (headers.urgency !== undefined && !URGENCIES.includes(String(headers.urgency)))
    return { status: 400, why: `Urgency ${headers.urgency}` };
  if (headers.topic !== undefined && !/^[\w-]{1,32}$/.test(String(headers.topic)))
    return { status: 400, why: `Topic ${headers.topic}` };
  if (headers['content-encoding'] !== 'aes128gcm')
    return { status: 415, why: `Content-Encoding ${headers['content-encoding']}` };
  if (body.length > 4096) return { status: 413, why: `${body.length} bytes` };
  const why = faultOfVapid(String(headers.authorization), origin, key);
  return why === null ? null : { status: 403, why };
}

/** The claims of a VAPID header whose signature holds (RFC 8292, ES256), else null. */
export function readVapid(authorization: string): Vapid | null {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  if (read(head).alg !== 'ES256') return null;
  const signed = Buffer.from(`${head}.${claims}`);
  const holds = verify(
    'sha256',
    signed,
    { key: toPublicKey(key), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return holds ? { ...(read(claims) as unknown as Omit<Vapid, 'key'>), key } : null;
}

function faultOfVapid(authorization: string, origin: string, key: string | undefined): string | null {
  const vapid = readVapid(authorization);
  const now = Date.now() / 1000;
  if (vapid === null) return 'VAPID not signed';
  if (key !== undefined && vapid.key !== key) return 'VAPID of another sender';
  if (vapid.aud !== origin) return `VAPID for ${vapid.aud}`;
  if (vapid.exp < now || vapid.exp > now + DAY) return `VAPID until ${vapid.exp}`;
  return /^(?:mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/.test(vapid.sub) ? null : `VAPID from ${vapid.sub}`;
}

function read(part: string): Record<string, unknown> {
  return part === ''
    ? {}
    : (JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
}

function toPublicKey(key: string) {
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
}
