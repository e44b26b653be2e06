import { fail, type RequestEvent } from '@sveltejs/kit';
import type { FormValues } from '#lib/forms.ts';
import type { Why } from '#lib/worker/words.ts';
import type { Sent } from '#server/meetups/sent.ts';
import type { Viewer } from '#server/people/roles.ts';
import { hash } from '#server/secrets.ts';

const ID = /^[\w-]{20,40}$/;

/** What the worker on the device says of a form: its own id, and how long it waited; null when no worker sent it. */
export function read({ request }: Pick<RequestEvent, 'request'>): Sent | null {
  const id = request.headers.get('natter-id') ?? '';
  const waited = Number(request.headers.get('natter-waited') ?? Number.NaN);
  return ID.test(id) ? { id, waited: waited >= 0 ? waited : null } : null;
}

/** A page would say so itself; what was sent later by itself has nobody looking at it, and the worker is told why. */
export function refuse(event: Pick<RequestEvent, 'setHeaders'>, why: Why, values: FormValues) {
  tell(event, why);
  return fail(409, { values, problems: {} });
}

/** It was taken, but not as it was meant. */
export function tell({ setHeaders }: Pick<RequestEvent, 'setHeaders'>, why: Why): void {
  setHeaders({ 'natter-why': why });
}

/** How the worker knows people apart, without knowing who they are. */
export function nameOf(viewer: Viewer | null): string {
  return viewer ? hash(viewer.id).slice(0, 22) : 'nobody';
}

/** What somebody said on a device is never taken as said by somebody else who is signed in there by now. */
export function refuseAnothers({ request, locals }: Pick<RequestEvent, 'request' | 'locals'>) {
  const saidBy = request.headers.get('natter-by');
  if (saidBy === null || saidBy === nameOf(locals.viewer)) return null;
  if (locals.viewer) return new Response(null, { status: 403, headers: { 'natter-why': 'somebody-else' } });
  const signIn = { type: 'redirect', status: 303, location: '/sign-in' };
  return Response.json(signIn, { headers: { 'natter-why': 'signed-out' } });
}
