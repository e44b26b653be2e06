import type { RequestEvent } from '@sveltejs/kit';

type Event = Pick<RequestEvent, 'cookies' | 'url'>;

/** Browsers tie a `__Host-` cookie to this very host over https; on plain http they would not keep it at all. */
export function nameFor({ url }: Pick<Event, 'url'>, name = 'natter'): string {
  return url.protocol === 'https:' ? `__Host-${name}` : name;
}

/** The secret this browser holds, or null. */
export function read(event: Event): string | null {
  return event.cookies.get(nameFor(event)) || null;
}

/** Hands the secret to the browser until `expiresAt` (Unix seconds). */
export function set(event: Event, secret: string, expiresAt: number): void {
  event.cookies.set(nameFor(event), secret, { ...rules(event), expires: new Date(expiresAt * 1000) });
}

export function clear(event: Event): void {
  event.cookies.delete(nameFor(event), rules(event));
}

/** What holds for each cookie that is a secret. */
export function rules({ url }: Pick<Event, 'url'>) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
}
