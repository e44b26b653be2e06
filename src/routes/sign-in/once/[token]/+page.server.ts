import { redirect } from '@sveltejs/kit';
import * as signInCards from '#server/people/sign-in-cards.ts';
import * as signingIn from '#server/people/signing-in.ts';
import { here, welcome } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { house, now }, params }) => ({
  card: await signInCards.look(house.db, params.token, now),
});

export const actions = {
  // Looking at the address uses nothing up: mail scanners and link previews open every address they see.
  use: async (event) => {
    const { house, now } = event.locals;
    const given = { ...here(event), token: event.params.token };
    const outcome = await signingIn.withCard(house.db, given, now);
    if (outcome.outcome === 'over') redirect(303, event.url.pathname);
    welcome(event, outcome);
  },
} satisfies Actions;
