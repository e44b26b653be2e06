import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as answers from '#server/voice/answers.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm } from '../../../../door.ts';
import { requireDesk } from '../desk.ts';
import type { Actions, PageServerLoad } from './$types';

const WHICH = 'Choose which one';
const TOLD = v.object({ answer: v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60)) });

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const waiting = await answers.toReadOut(house.db, hub.slug);
  return {
    today: localOf(now, hub.zone),
    told: event.url.searchParams.has('told'),
    answers: waiting.map((one) => ({ ...one, on: localOf(one.givenAt, hub.zone).slice(0, 10) })),
  };
};

export const actions: Actions = {
  told: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, TOLD);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await answers.toldRoom(house.db, { hub: hub.slug, answer: form.value.answer, by }, now);
    redirect(303, `/${hub.slug}/desk/voice/read-out?told=yes`);
  },
};
