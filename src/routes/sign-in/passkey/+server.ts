import { error, json } from '@sveltejs/kit';
import * as passkeys from '#server/people/passkeys.ts';
import * as askingBrowser from '../../asking-browser.ts';
import { readJson, requireOwnPage } from '../../own-page.ts';
import { here, keep, onwards } from '../../signed-in.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  requireOwnPage(event);
  const { house, now } = event.locals;
  const response = await readJson(event);
  const browser = askingBrowser.read(event) ?? '';
  const given = { ...here(event), browser, origin: event.url.origin, response };
  const outcome = await passkeys.signIn(house.db, given, now);
  if (outcome.outcome !== 'in') error(422, 'That did not work');
  keep(event, outcome);
  return json({ next: onwards(event) });
};
