import * as askSaid from '#server/voice/ask-said.ts';
import { addQuestion, askFor, moveDays, removeQuestion, reply, send, withdraw } from '../../../ask-making.ts';
import { requireDeskAsk } from '../desk.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { maker, ask } = await requireDeskAsk(event);
  const { house, now } = event.locals;
  return { ...(await askFor(event, maker, ask)), said: await askSaid.forHost(house.db, ask, maker.by, now) };
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

  withdraw: async (event) => {
    const { maker, ask } = await requireDeskAsk(event);
    return withdraw(event, maker, ask);
  },
};
