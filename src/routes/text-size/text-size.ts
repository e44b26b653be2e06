import type { RequestEvent } from '@sveltejs/kit';

const COOKIE = 'text-size';
const YEAR = 365 * 86400;

export const SIZES = ['usual', 'large', 'largest'] as const;
export type TextSize = (typeof SIZES)[number];

/** The class for <html>: one of ours whatever the cookie says. */
export function read(event: Pick<RequestEvent, 'cookies'>): `text-${TextSize}` {
  return `text-${find(event)}`;
}

/** The size that was picked on this device, or the usual one. */
export function find({ cookies }: Pick<RequestEvent, 'cookies'>): TextSize {
  const kept = cookies.get(COOKIE);
  return SIZES.find((size) => size === kept) ?? 'usual';
}

export function keep({ cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>, size: TextSize): void {
  cookies.set(COOKIE, size, { path: '/', maxAge: YEAR, sameSite: 'lax', secure: url.protocol === 'https:' });
}
