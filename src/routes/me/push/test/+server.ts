import { error, json } from '@sveltejs/kit';
import * as subscriptions from '#server/outbox/push-subscriptions.ts';
import * as attempts from '#server/people/attempts.ts';
import { testMessage } from '#server/reminders/wording.ts';
import { requireOwnViewer } from '../../../own-page.ts';
import type { RequestHandler } from './$types';

const A_FEW = { tries: 5, seconds: 600 };

/** Sends the test notification to this device. Answers 'sent', 'no-device' or 'not-now'. */
export const POST: RequestHandler = async (event) => {
  const viewer = requireOwnViewer(event);
  const { house, now } = event.locals;
  if (!(await attempts.allow(house.db, `push-tests:${viewer.id}`, A_FEW, now)))
    error(429, 'That was often. Try again in ten minutes');
  const device = await subscriptions.ofSession(house.db, viewer.sessionHash);
  if (!device) return json({ outcome: 'no-device' });
  const outcome = await house.pusher.send(device, testMessage(`${house.address}/me/reach#device`), now);
  if (outcome.is === 'gone') await subscriptions.drop(house.db, [device.id]);
  house.log('push-test', { person: viewer.id, is: outcome.is });
  const answers = { accepted: 'sent', gone: 'no-device' } as const;
  return json({ outcome: answers[outcome.is as keyof typeof answers] ?? 'not-now' });
};
