import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as signInCodes from '#server/people/sign-in-codes.ts';
import * as signingIn from '#server/people/signing-in.ts';
import * as askingBrowser from '../../asking-browser.ts';
import { readForm, refuse } from '../../door.ts';
import { here, nextQuery, welcome } from '../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

const CODE = 'Enter the eight figures from the email';
const Form = v.object({
  code: v.pipe(
    v.string(CODE),
    v.transform((text) => text.replace(/[^\d]/g, '')),
    v.regex(/^\d{8}$/, CODE),
  ),
});

const REFUSED = {
  wrong: 'Those are not the figures of the last email we sent you. Please look again.',
  'too-many': 'That was tried too often. Please ask for a new code.',
  over: 'That code is too old, or another browser asked for it. Please ask for a new one.',
  'someone-else':
    'Somebody else here has that address already. To be that person, sign out first and sign in with it.',
};

export const load: PageServerLoad = async (event) => {
  const { house, now } = event.locals;
  const browser = askingBrowser.read(event);
  const mail = browser && (await signInCodes.sentTo(house.db, browser, now));
  return { query: nextQuery(event), mail };
};

export const actions = {
  give: async (event) => {
    const form = await readForm(event, Form, ['code']);
    if (!form.ok) return form.failure;
    const { house, now, viewer } = event.locals;
    const browser = askingBrowser.read(event) ?? '';
    const given = { ...here(event), code: form.value.code, browser, viewer: viewer?.id ?? null };
    const outcome = await signingIn.withCode(house.db, given, now);
    if (outcome.outcome === 'in') welcome(event, outcome);
    const query = nextQuery(event);
    if (outcome.outcome === 'name-wanted') redirect(303, `/sign-in/name${query && `?${query}`}`);
    house.log('code-not-taken', { because: outcome.outcome });
    return refuse({}, { code: REFUSED[outcome.outcome] });
  },
} satisfies Actions;
