import { json, type RequestEvent } from '@sveltejs/kit';
import * as sessions from '#server/people/sessions.ts';
import * as sessionCookie from './session-cookie.ts';

const SIGN_IN = '/sign-in?out=yes';

/**
 * Whether a mishap came about because whoever asked is signed out by now: somebody who erases themselves on one device
 * while a form of theirs is on its way from another is no mishap.
 */
export async function isSo(event: RequestEvent): Promise<boolean> {
  const { house, viewer, now } = event.locals;
  const secret = sessionCookie.read(event);
  if (!viewer || !secret) return false;
  return (await sessions.read(house.db, secret, now)) === null;
}

/** From here on the answer is for nobody, and says so to the device. */
export function note({ locals }: Pick<RequestEvent, 'locals'>): App.Error {
  locals.viewer = null;
  locals.signedOut = true;
  return { message: 'You are signed out' };
}

/** Off to sign in, where it says so in words; as the framework's own script, the worker, or a plain page expects it. */
export function answerFor({ request, locals, isDataRequest }: RequestEvent): Response | null {
  if (!locals.signedOut) return null;
  const isAction = request.headers.has('x-sveltekit-action');
  if (!isAction && !isDataRequest) return new Response(null, { status: 303, headers: { location: SIGN_IN } });
  const redirect = { type: 'redirect', location: SIGN_IN, ...(isAction ? { status: 303 } : {}) };
  return json(redirect, { headers: { 'natter-why': 'signed-out' } });
}
