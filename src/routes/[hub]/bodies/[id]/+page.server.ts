import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import * as bodies from '#server/partners/bodies.ts';
import * as answering from '#server/voice/answering.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as forBodies from '#server/voice/for-bodies.ts';
import { localOf } from '#server/wall-clock.ts';
import { ANSWER, problemOf } from '../../../answer-fields.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../door.ts';
import type { Actions, PageServerLoad } from './$types';

const WHICH = 'Choose which one';
const carry = v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60));

export const load: PageServerLoad = async (event) => {
  const { hub, body, by } = await requireBody(event);
  const { house, now } = event.locals;
  const all = await bodies.ofHub(house.db, hub.slug);
  const carried = await forBodies.read(house.db, body.id, by, now);
  return {
    body: { id: body.id, name: body.name },
    today: localOf(now, hub.zone),
    done: event.url.searchParams.get('done'),
    others: all
      .filter(({ id, endedAt }) => id !== body.id && endedAt === null)
      .map(({ id, name }) => ({ id, name })),
    carried: carried.map(({ carrier, ...one }) => ({
      ...one,
      carrier: carrier?.firstName ?? null,
      isOpen: one.endedHow === null,
    })),
  };
};

export const actions: Actions = {
  received: async (event) => {
    const { hub, body, by } = await requireBody(event);
    const form = await readForm(event, v.object({ carry }));
    if (!form.ok) return form.failure;
    await requireCarried(event, body.id, by, form.value.carry);
    await carrying.receive(event.locals.house.db, { carry: form.value.carry, by }, event.locals.now);
    redirect(303, `/${hub.slug}/bodies/${body.id}?done=received`);
  },

  answer: async (event) => {
    const { hub, body, by } = await requireBody(event);
    const form = await readForm(event, v.object({ ...ANSWER, carry }));
    if (!form.ok) return form.failure;
    await requireCarried(event, body.id, by, form.value.carry);
    const { house, now } = event.locals;
    const given = await answering.give(house.db, { ...form.value, how: 'desk', by }, now);
    const problem = problemOf(given);
    if (problem) return refuse(form.values, problem);
    house.log('answer-given', { hub: hub.slug, carry: form.value.carry, kind: form.value.kind });
    house.delivery.wake();
    redirect(303, `/${hub.slug}/bodies/${body.id}?done=answered`);
  },
};

/** The body in the address, for one of those who answer for it; others find nothing. */
async function requireBody(event: RequestEvent) {
  const hub = await requireHub(event);
  const by = requireMay(event, 'answer-for-body', event.params.id ?? '').id;
  const body = await bodies.find(event.locals.house.db, hub.slug, event.params.id ?? '');
  return body ? { hub, body, by } : error(404, 'There is nothing here');
}

/** What was carried to this body and may still be read by it. */
async function requireCarried(event: RequestEvent, body: string, by: string, id: string): Promise<void> {
  const carried = await forBodies.read(event.locals.house.db, body, by, event.locals.now);
  if (!carried.some((one) => one.id === id)) error(404, 'There is nothing here');
}
