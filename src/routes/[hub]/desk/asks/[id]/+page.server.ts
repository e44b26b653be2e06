import { redirect } from '@sveltejs/kit';
import * as askLetters from '#server/voice/ask-letters.ts';
import * as askSaid from '#server/voice/ask-said.ts';
import { addQuestion, askFor, moveDays, removeQuestion, reply, send, withdraw } from '../../../ask-making.ts';
import { readForm } from '../../../../door.ts';
import { RING } from '../../voice/[id]/carry/forms.ts';
import { requireDeskAsk } from '../desk.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { maker, ask } = await requireDeskAsk(event);
  const { house, now } = event.locals;
  const toRing = await askLetters.toRing(house.db, ask.id);
  return {
    ...(await askFor(event, maker, ask)),
    said: await askSaid.forHost(house.db, ask, maker.by, now),
    toRing: toRing.map(({ letter, firstName, telephone, inPersonThrough }) => ({
      letter,
      firstName,
      telephone,
      inPersonThrough,
    })),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const { maker, ask } = await requireDeskAsk(event);
    return addQuestion(event, maker, ask);
  },

  remove: async (event) => {
    const { maker, ask } = await requireDeskAsk(event);
    return removeQuestion(event, maker, ask);
  },

  move: async (event) => {
    const { maker, ask } = await requireDeskAsk(event);
    return moveDays(event, maker, ask);
  },

  send: async (event) => {
    const { maker, ask } = await requireDeskAsk(event);
    return send(event, maker, ask);
  },

  reply: async (event) => {
    const { maker, ask } = await requireDeskAsk(event);
    return reply(event, maker, ask);
  },

  ring: async (event) => {
    const { maker, ask } = await requireDeskAsk(event);
    const form = await readForm(event, RING);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await askLetters.ring(house.db, { ask: ask.id, by: maker.by, ...form.value }, now);
    redirect(303, `${maker.path}/${ask.id}?done=rung`);
  },

  withdraw: async (event) => {
    const { maker, ask } = await requireDeskAsk(event);
    return withdraw(event, maker, ask);
  },
};
