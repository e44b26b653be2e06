import { error, redirect } from '@sveltejs/kit';
import * as signInCards from '#server/people/sign-in-cards.ts';
import * as signingIn from '#server/people/signing-in.ts';
import { here, welcome } from '../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { firstName, good } = await requireCard(event);
  return { firstName: good ? firstName : null };
};

export const actions = {
  // Looking at the address uses nothing up: mail scanners and link previews open every address they see.
  use: async (event) => {
    await requireCard(event);
    const { house, now } = event.locals;
    const given = { ...here(event), token: event.params.token };
    const outcome = await signingIn.withCard(house.db, given, now);
    if (outcome.outcome === 'over') redirect(303, event.url.pathname);
    welcome(event, outcome);
  },
} satisfies Actions;

async function requireCard({ locals: { house, now }, params }: RequestEvent) {
  return (await signInCards.look(house.db, params.token, now)) ?? error(404, 'There is nothing here');
}
