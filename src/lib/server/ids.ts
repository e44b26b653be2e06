import { randomBytes } from 'node:crypto';

/** A fresh 128-bit id, URL-safe, 22 characters. */
export function newId(): string {
  return randomBytes(16).toString('base64url');
}

/** True for text that could have come from `newId`. */
export function isId(text: string): boolean {
  return /^[\w-]{22}$/.test(text);
}
