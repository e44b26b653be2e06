import type { RequestEvent } from '@sveltejs/kit';
import { newSecret } from '#server/secrets.ts';
import * as sessionCookie from './session-cookie.ts';

type Event = Pick<RequestEvent, 'cookies' | 'url'>;

const AN_HOUR = 3600;

/** The secret of the browser that asks to be signed in: a code or a passkey challenge works only there. */
export function read(event: Event): string | null {
  return event.cookies.get(nameFor(event)) || null;
}

/** As `read`, giving the browser a fresh secret when it has none. */
export function readOrGive(event: Event): string {
  const secret = read(event) ?? newSecret(16);
  event.cookies.set(nameFor(event), secret, { ...sessionCookie.rules(event), maxAge: AN_HOUR });
  return secret;
}

export function clear(event: Event): void {
  event.cookies.delete(nameFor(event), sessionCookie.rules(event));
}

function nameFor(event: Event): string {
  return sessionCookie.nameFor(event, 'natter-asking');
}
