import { error, json } from '@sveltejs/kit';
import * as passkeys from '#server/people/passkeys.ts';
import * as askingBrowser from '../../../asking-browser.ts';
import * as device from '../../../device.ts';
import { readJson, requireOwnViewer } from '../../../own-page.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const viewer = requireOwnViewer(event);
  const { house, now } = event.locals;
  const outcome = await passkeys.keep(
    house.db,
    {
      person: viewer.id,
      browser: askingBrowser.read(event) ?? '',
      origin: event.url.origin,
      device: device.nameOf(event),
      response: await readJson(event),
    },
    now,
  );
  if (outcome !== 'kept') error(422, 'That did not work');
  return json({ outcome });
};
