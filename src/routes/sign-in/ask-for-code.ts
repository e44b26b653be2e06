import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { codeMail } from '#lib/code-mail.ts';
import { newId } from '#server/ids.ts';
import * as signInCodes from '#server/people/sign-in-codes.ts';
import * as askingBrowser from '../asking-browser.ts';

const TOO_MANY = {
  'too-many-for-mail':
    'Several codes have been sent to this address already. Please look for them in your email, or try again in a quarter of an hour.',
  'too-many-from-here':
    'Too many codes have been asked for from where you are. Please try again in a quarter of an hour.',
};

/**
 * Posts a code to an address and goes on to the page that takes it. Nothing here depends on whether the address is
 * known, nor waits for the post.
 */
export async function askForCode(
  event: RequestEvent,
  { mail, forPerson }: { mail: string; forPerson: string | null },
  query: string,
) {
  const { house, now } = event.locals;
  const asking = {
    mail,
    forPerson,
    browser: askingBrowser.readOrGive(event),
    from: event.getClientAddress(),
  };
  const asked = await signInCodes.ask(house.db, asking, now);
  if (asked.outcome !== 'made') {
    house.log('code-refused', { because: asked.outcome });
    return fail(429, { values: { mail }, problems: { mail: TOO_MANY[asked.outcome] } });
  }
  house.postSoon({ to: { name: '', address: mail }, id: `code-${newId()}`, ...codeMail(asked.code) });
  redirect(303, `/sign-in/code${query && `?${query}`}`);
}
