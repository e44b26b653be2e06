import { error, type RequestEvent } from '@sveltejs/kit';
import * as askQuestions from '#server/voice/ask-questions.ts';
import * as asks from '#server/voice/asks.ts';
import { askSheet } from '#server/paper/ask-sheet.ts';
import { requireHub } from '../../../../door.ts';

/** The ask in the address, once it is asked; before that nobody finds it here. */
export async function requireAsked(event: RequestEvent) {
  const hub = await requireHub(event);
  const ask = await asks.findAsked(event.locals.house.db, hub.slug, event.params.id ?? '');
  return ask ? { hub, ask } : error(404, 'There is nothing here');
}

/** Its questions on paper. */
export async function sheetFor(event: RequestEvent) {
  const { hub, ask } = await requireAsked(event);
  const { house, now } = event.locals;
  const address = `${house.address}/${hub.slug}/have-your-say/asks/${ask.id}`;
  const questions = await askQuestions.ofAsk(house.db, ask.id);
  return { sheet: askSheet(hub, ask, questions, { address, now }), ask };
}
