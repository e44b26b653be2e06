import { json } from '@sveltejs/kit';
import * as subscriptions from '#server/outbox/push-subscriptions.ts';
import { requireOwnViewer } from '../../../own-page.ts';
import type { RequestHandler } from './$types';

/** "Did it arrive?" A device where it did not is let go: nobody is to rely on it. */
export const POST: RequestHandler = async (event) => {
  const viewer = requireOwnViewer(event);
  const { house, now } = event.locals;
  const { arrived } = await event.request.json().catch(() => ({ arrived: true }));
  await house.db.write((tx) =>
    arrived === false
      ? subscriptions.dropOfSession(tx, viewer.sessionHash)
      : subscriptions.markArrived(tx, viewer.sessionHash, now),
  );
  house.log('push-arrived', { person: viewer.id, arrived: arrived !== false });
  return json({ arrived: arrived !== false });
};
