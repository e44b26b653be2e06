import { redirect } from '@sveltejs/kit';
import * as sessions from '#server/people/sessions.ts';
import * as sessionCookie from '../session-cookie.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const secret = sessionCookie.read(event);
  if (secret) await sessions.end(event.locals.house.db, secret);
  sessionCookie.clear(event);
  redirect(303, '/');
};
