import { error, json } from '@sveltejs/kit';
import * as subscriptions from '#server/outbox/push-subscriptions.ts';
import { requireOwnViewer } from '../../../own-page.ts';
import type { RequestHandler } from './$types';

/** "Did it arrive?" A device where it did not is let go: nobody is to rely on it. */
export const POST: RequestHandler = async (event) => {
  const viewer = requireOwnViewer(event);
  const { house, now } = event.locals;
  const arrived: unknown = (await event.request.json().catch(() => null))?.arrived;
  if (typeof arrived !== 'boolean') error(422, 'Something is missing');
  await house.db.write((tx) =>
    arrived
      ? subscriptions.markArrived(tx, viewer.sessionHash, now)
      : subscriptions.dropOfSession(tx, viewer.sessionHash),
  );
  house.log('push-arrived', { person: viewer.id, arrived });
  return json({ arrived });
};
