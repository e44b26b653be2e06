import * as askSaid from '#server/voice/ask-said.ts';
import {
  addQuestion,
  askFor,
  moveDays,
  removeQuestion,
  reply,
  send,
  withdraw,
} from '../../../../ask-making.ts';
import { requireOwnAsk } from '../asker.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { maker, body, ask } = await requireOwnAsk(event);
  const { house, now } = event.locals;
  const { sheets: _, ...seen } = await askFor(event, maker, ask);
  return { ...seen, body, said: await askSaid.forBody(house.db, ask, maker.by, now) };
};

export const actions: Actions = {
  add: async (event) => {
    const { maker, ask } = await requireOwnAsk(event);
    return addQuestion(event, maker, ask);
  },

  remove: async (event) => {
    const { maker, ask } = await requireOwnAsk(event);
    return removeQuestion(event, maker, ask);
  },

  move: async (event) => {
    const { maker, ask } = await requireOwnAsk(event);
    return moveDays(event, maker, ask);
  },

  send: async (event) => {
    const { maker, ask } = await requireOwnAsk(event);
    return send(event, maker, ask);
  },

  reply: async (event) => {
    const { maker, ask } = await requireOwnAsk(event);
    return reply(event, maker, ask);
  },

  withdraw: async (event) => {
    const { maker, ask } = await requireOwnAsk(event);
    return withdraw(event, maker, ask);
  },
};
