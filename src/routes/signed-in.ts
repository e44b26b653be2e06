import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { SignedIn } from '#server/people/signing-in.ts';
import * as askingBrowser from './asking-browser.ts';
import * as device from './device.ts';
import { ownPath } from './own-path.ts';
import * as sessionCookie from './session-cookie.ts';

/** The browser as the room wants to know it: its name in words, and the session it holds until now. */
export function here(event: RequestEvent) {
  return { device: device.nameOf(event), instead: sessionCookie.read(event) };
}

/** Hands the fresh session to the browser. */
export function keep(event: RequestEvent, { person, secret, expiresAt }: Omit<SignedIn, 'outcome'>): void {
  sessionCookie.set(event, secret, expiresAt);
  askingBrowser.clear(event);
  event.locals.house.log('signed-in', { person });
}

/** Where somebody wanted to go when they were asked to sign in; their own page when nowhere. */
export function onwards({ url }: Pick<RequestEvent, 'url'>): string {
  const next = url.searchParams.get('next');
  return next ? ownPath(next) : '/me';
}

/** `?next=…` of this address, to carry along; '' when there is none. */
export function nextQuery({ url }: Pick<RequestEvent, 'url'>): string {
  const next = url.searchParams.get('next');
  return next ? `next=${encodeURIComponent(ownPath(next))}` : '';
}

/** As `keep`, then on to where they wanted to go. */
export function welcome(event: RequestEvent, signedIn: Omit<SignedIn, 'outcome'>): never {
  keep(event, signedIn);
  redirect(303, onwards(event));
}
