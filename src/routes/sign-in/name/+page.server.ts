import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as signInCodes from '#server/people/sign-in-codes.ts';
import * as signingIn from '#server/people/signing-in.ts';
import * as askingBrowser from '../../asking-browser.ts';
import { readForm } from '../../door.ts';
import { firstName } from '../../fields.ts';
import { here, nextQuery, welcome } from '../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

const Form = v.object({ firstName });

export const load: PageServerLoad = async (event) => {
  const { house, now } = event.locals;
  const browser = askingBrowser.read(event);
  const mail = browser && (await signInCodes.proved(house.db, browser, now));
  if (!mail) redirect(303, '/sign-in');
  return { query: nextQuery(event), mail };
};

export const actions = {
  name: async (event) => {
    const form = await readForm(event, Form);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const given = { ...here(event), ...form.value, browser: askingBrowser.read(event) ?? '' };
    const outcome = await signingIn.withName(house.db, given, now);
    if (outcome.outcome === 'over') redirect(303, '/sign-in');
    welcome(event, outcome);
  },
} satisfies Actions;
