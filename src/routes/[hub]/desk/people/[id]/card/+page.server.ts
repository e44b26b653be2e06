import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { newId } from '#server/ids.ts';
import { qrOf } from '#server/paper/qr.ts';
import * as handedCards from '#server/people/handed-cards.ts';
import * as people from '#server/people/people.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, requireHub, requireMay } from '../../../../../door.ts';
import type { Actions, PageServerLoad } from './$types';

const Form = v.object({ once: v.pipe(v.string(), v.regex(/^[\w-]{10,60}$/)) });

export const load: PageServerLoad = async (event) => {
  const { hub, person } = await requirePerson(event);
  const { house, now } = event.locals;
  const once = event.url.searchParams.get('made') ?? '';
  return {
    id: person.id,
    firstName: person.firstName,
    mayHave: await handedCards.mayBeFor(house.db, hub.slug, person),
    once: newId(),
    today: localOf(now, hub.zone),
    wasMade: once !== '',
    card: once === '' ? null : await cardOf(event, { person: person.id, once, zone: hub.zone }),
  };
};

export const actions = {
  make: async (event) => {
    const { hub, person, by } = await requirePerson(event);
    const form = await readForm(event, Form);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { once } = form.value;
    const token = handedCards.tokenOf(house.keys.signing, { person: person.id, once });
    const asked = { hub: hub.slug, person: person.id, by, token };
    const outcome = await handedCards.make(house.db, asked, now);
    house.log('sign-in-card', { hub: hub.slug, person: person.id, by, outcome });
    redirect(303, `${event.url.pathname}${outcome === 'made' ? `?made=${once}` : ''}`);
  },
} satisfies Actions;

/** The card as it is printed; null when it no longer signs anybody in. */
async function cardOf(
  { locals: { house, now }, url }: RequestEvent,
  { person, once, zone }: { person: string; once: string; zone: string },
) {
  const token = handedCards.tokenOf(house.keys.signing, { person, once });
  const until = await handedCards.goodUntil(house.db, { person, token }, now);
  if (until === null) return null;
  const address = `${house.config.origin ?? url.origin}/sign-in/once/${token}`;
  return { address, qr: qrOf(address), until: localOf(until, zone) };
}

async function requirePerson(event: RequestEvent) {
  const hub = await requireHub(event);
  const by = requireMay(event, 'enter-people', hub.slug).id;
  const person = await people.findInHub(event.locals.house.db, hub.slug, event.params.id ?? '');
  return { hub, by, person: person ?? error(404, 'There is nothing here') };
}
