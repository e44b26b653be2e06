import { error, json } from '@sveltejs/kit';
import * as subscriptions from '#server/outbox/push-subscriptions.ts';
import * as attempts from '#server/people/attempts.ts';
import { requireOwnViewer } from '../../own-page.ts';
import type { RequestHandler } from './$types';
import { readSubscription } from './subscription.ts';

const MOST_BYTES = 4_096;
const A_DAY = { tries: 50, seconds: 86_400 };

/** The key that browsers subscribe with, and the address this device is known by. */
export const GET: RequestHandler = async (event) => {
  const viewer = event.locals.viewer ?? error(401, 'Sign in first');
  const { house } = event.locals;
  const known = await subscriptions.ofSession(house.db, viewer.sessionHash);
  return json({ key: house.keys.vapid.publicKey, endpoint: known?.endpoint ?? null });
};

/** Keeps where this device can be reached: for who is signed in on it, for as long as they are. */
export const POST: RequestHandler = async (event) => {
  const viewer = requireOwnViewer(event);
  const { house, now } = event.locals;
  const body = await event.request.text();
  if (Buffer.byteLength(body) > MOST_BYTES) error(413, 'That is too long');
  if (!(await attempts.allow(house.db, `push-devices:${viewer.id}`, A_DAY, now)))
    error(429, 'That was often. Try again tomorrow');
  const subscription = readSubscription(parse(body), house.config.pushExtraHosts);
  if (!subscription) error(422, 'This browser cannot be reached');
  const { id: person, sessionHash } = viewer;
  await house.db.write((tx) => subscriptions.keep(tx, { person, sessionHash, subscription }, now));
  house.log('push-device-kept', { person });
  return json({ kept: true });
};

/** Lets go of this device. */
export const DELETE: RequestHandler = async (event) => {
  const viewer = requireOwnViewer(event);
  await event.locals.house.db.write((tx) => subscriptions.dropOfSession(tx, viewer.sessionHash));
  return json({ kept: false });
};

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
