import * as letters from '#server/outbox/letters.ts';
import { requireLetterId } from '../letter.ts';
import type { RequestHandler } from './$types';

/** Told by the service worker when a notification is tapped, and by the reader's own browser when it shows a letter. */
export const POST: RequestHandler = async (event) => {
  const { house, now } = event.locals;
  await letters.markReached(house.db, requireLetterId(event), 'tapped', now);
  return new Response(null, { status: 204 });
};
