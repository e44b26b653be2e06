import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as promises from '#server/voice/promises.ts';
import * as promising from '#server/voice/promising.ts';
import { readForm, requireViewer } from '../../door.ts';
import * as promiseDeeds from '../../promise-deeds.ts';
import { ONE } from '../../promise-fields.ts';
import { ownClock } from '../own-clock.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE = '/me/promises';

export const load: PageServerLoad = async (event) => {
  const viewer = requireViewer(event);
  const { house, now } = event.locals;
  const mine = await promises.ofPerson(house.db, viewer.id);
  return {
    today: (await ownClock(event))(now),
    done: event.url.searchParams.get('done'),
    promises: mine.map((one) => ({
      ...promises.forEverybody(one),
      hub: one.hub,
      hubName: one.hubName,
      isNamed: one.named !== null,
    })),
  };
};

export const actions: Actions = {
  kept: async (event) => promiseDeeds.settle(event, await handOf(event), 'kept'),
  ended: async (event) => promiseDeeds.settle(event, await handOf(event), 'ended'),
  changed: async (event) => promiseDeeds.change(event, await handOf(event)),

  back: async (event) => {
    const { id: person } = requireViewer(event);
    const form = await readForm(event, ONE);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const outcome = await promising.handBack(house.db, { person, ...form.value }, now);
    if (outcome === 'not-found') error(404, 'There is nothing here');
    redirect(303, `${PAGE}?done=back`);
  },
};

async function handOf(event: RequestEvent): Promise<promiseDeeds.Hand> {
  const { id: person } = requireViewer(event);
  const [mine] = await promises.ofPerson(event.locals.house.db, person);
  return { reach: { person }, by: person, zone: mine?.zone ?? 'Europe/London', page: PAGE };
}
