import { json } from '@sveltejs/kit';
import * as passkeys from '#server/people/passkeys.ts';
import * as askingBrowser from '../../../../asking-browser.ts';
import { requireOwnViewer } from '../../../../own-page.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const viewer = requireOwnViewer(event);
  const { house, now } = event.locals;
  const asking = { viewer, browser: askingBrowser.readOrGive(event), origin: event.url.origin };
  return json(await passkeys.offer(house.db, asking, now));
};
