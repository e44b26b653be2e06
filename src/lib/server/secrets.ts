import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a text, base64url: how every secret that can be looked up is stored. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** A fresh secret of `bytes` random bytes, base64url. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** A code of eight figures, each as likely as any other. */
export function newCode(): string {
  return String(randomInt(0, 100_000_000)).padStart(8, '0');
}

/** HMAC-SHA-256 of a text under a key, base64url, cut to 128 bits. */
export function sign(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url');
}

/** Compares two texts without telling by time where they differ. */
export function matches(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
