import { error, json } from '@sveltejs/kit';
import * as attempts from '#server/people/attempts.ts';
import * as passkeys from '#server/people/passkeys.ts';
import * as askingBrowser from '../../../asking-browser.ts';
import { requireOwnPage } from '../../../own-page.ts';
import type { RequestHandler } from './$types';

const FROM_ONE_PLACE = { tries: 200, seconds: 3600 };

export const POST: RequestHandler = async (event) => {
  requireOwnPage(event);
  const { house, now } = event.locals;
  const from = `passkeys-from:${attempts.placeOf(event.getClientAddress())}`;
  if (!(await attempts.allow(house.db, from, FROM_ONE_PLACE, now))) error(429, 'Please try again in an hour');
  const asking = { browser: askingBrowser.readOrGive(event), origin: event.url.origin };
  return json(await passkeys.ask(house.db, asking, now));
};
