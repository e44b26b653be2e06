import { createCipheriv, createECDH, createHmac, randomBytes } from 'node:crypto';

const MESSAGE_INFO = Buffer.from('WebPush: info\0');
const KEY_INFO = Buffer.from('Content-Encoding: aes128gcm\0');
const NONCE_INFO = Buffer.from('Content-Encoding: nonce\0');
const FIRST = Buffer.from([1]);
const LAST_RECORD = Buffer.from([2]);
const RECORD_SIZE = 4096;
// Making this object costs a tenth of an encryption; its keys are new for every one.
const own = createECDH('prime256v1');

/** A subscriber's keys as bytes. */
export interface Subscriber {
  p256dh: Buffer;
  auth: Buffer;
}

/**
 * Encrypts a payload for one subscriber as RFC 8291 says (`aes128gcm`, one record, so at most 3,993 bytes),
 * with a fresh key and salt. Throws for a key that is no point on the curve.
 */
export function encrypt(payload: string, subscriber: Subscriber): Buffer {
  const publicKey = own.generateKeys();
  const shared = own.computeSecret(subscriber.p256dh);
  return seal(payload, subscriber, { publicKey, shared, salt: randomBytes(16) });
}

/** The part of `encrypt` without chance in it, so that it can be held against the RFC's own example. */
export function seal(
  payload: string,
  { p256dh, auth }: Subscriber,
  { publicKey, shared, salt }: { publicKey: Buffer; shared: Buffer; salt: Buffer },
): Buffer {
  const secret = hmac(salt, hmac(hmac(auth, shared), MESSAGE_INFO, p256dh, publicKey, FIRST));
  const key = hmac(secret, KEY_INFO, FIRST).subarray(0, 16);
  const nonce = hmac(secret, NONCE_INFO, FIRST).subarray(0, 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const record = [
    cipher.update(payload, 'utf8'),
    cipher.update(LAST_RECORD),
    cipher.final(),
    cipher.getAuthTag(),
  ];
  return Buffer.concat([salt, sizes(publicKey), publicKey, ...record]);
}

// HKDF (RFC 5869) asks for one HMAC to extract and, for 32 bytes or fewer, one to expand.
function hmac(key: Buffer, ...parts: Buffer[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

function sizes(publicKey: Buffer): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32BE(RECORD_SIZE, 0);
  bytes.writeUInt8(publicKey.length, 4);
  return bytes;
}
