import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as calls from '#server/rotas/calls.ts';
import * as callTidying from '#server/rotas/call-tidying.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm } from '../../../door.ts';
import { CallForm, TellForm } from '../../calls/forms.ts';
import type { Actions, PageServerLoad } from './$types';
import { arrangementsOf, requireDesk, shown } from './desk.ts';

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const all = await arrangementsOf(event, hub);
  return {
    today: localOf(now, hub.zone),
    said: event.url.searchParams.get('said'),
    calls: all.map((one) => shown(one, now)),
    counts: await callTidying.counts(house.db, hub.slug),
  };
};

export const actions = {
  done: (event) => tell(event, 'spoke'),
  heard: (event) => tell(event, 'heard'),
  message: (event) => tell(event, 'left-a-message'),
  noanswer: (event) => tell(event, 'no-answer'),
  cannot: (event) => tell(event, 'cannot'),
  back: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, CallForm);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const slip = { call: form.value.call, by, asHostOf: hub.slug };
    if ((await calls.takeBack(house.db, slip, now)) === 'not-found') error(404, 'There is nothing here');
    redirect(303, `${event.url.pathname}?said=slip`);
  },
} satisfies Actions;

/** A host keys in what came of a call: from the paper list, or because somebody told them. */
async function tell(event: RequestEvent, said: calls.Said) {
  const { hub, by } = await requireDesk(event);
  const form = await readForm(event, TellForm);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  const { step, note } = form.value;
  const outcome = await calls.tell(house.db, { step, said, note, by, asHostOf: hub.slug }, now);
  if (outcome === 'not-found') error(404, 'There is nothing here');
  house.log('call-told', { step, said, outcome, by });
  house.delivery.wake();
  redirect(303, `${event.url.pathname}?said=${outcome === 'already' ? 'already' : 'noted'}`);
}
