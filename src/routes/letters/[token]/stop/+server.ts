import { redirect } from '@sveltejs/kit';
import * as opened from '#server/reminders/opened.ts';
import { requireLetterId } from '../letter.ts';
import type { RequestHandler } from './$types';

/** The address in List-Unsubscribe: a person who opens it is shown the button. */
export const GET: RequestHandler = (event) => {
  requireLetterId(event);
  redirect(303, `/letters/${event.params.token}#stop`);
};

/** One click in a mail program (RFC 8058): it sends no cookie and reads no page, so the answer is as short as can be. */
export const POST: RequestHandler = async (event) => {
  const { house, now } = event.locals;
  await opened.act(house.db, requireLetterId(event), 'stop', now);
  return new Response('Stopped.\n', { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
