import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as askQuestions from '#server/voice/ask-questions.ts';
import * as asks from '#server/voice/asks.ts';
import * as keyedIn from '#server/voice/keyed-in.ts';
import { readForm, refuse } from '../../../../../door.ts';
import { KEY_IN, NOT_TAKEN } from '../../../../ask-forms.ts';
import { peopleOf } from '../../../voice/desk.ts';
import { sayerOf } from '../../../voice/forms.ts';
import { requireDeskAsk } from '../../desk.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { maker, ask } = await requireOpen(event);
  const { house } = event.locals;
  return {
    once: newId(),
    done: event.url.searchParams.get('done'),
    ask: { id: ask.id, name: ask.name, body: ask.body, tender: ask.tender },
    questions: await askQuestions.ofAsk(house.db, ask.id),
    people: await peopleOf(event, maker.hub.slug),
  };
};

export const actions: Actions = {
  keyIn: async (event) => {
    const { maker, ask } = await requireOpen(event);
    const form = await readForm(event, KEY_IN);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { who, ...slip } = form.value;
    const given = { ...slip, who: sayerOf(who), hub: maker.hub.slug, ask: ask.id, by: maker.by };
    const outcome = await keyedIn.answer(house.db, given, now);
    if (outcome === 'not-in-hub')
      return refuse(form.values, { person: 'They are no longer in this hub. Choose again' });
    if (outcome !== 'taken') return refuse(form.values, NOT_TAKEN[outcome]!);
    house.log('ask-keyed-in', { hub: maker.hub.slug, ask: ask.id, by: maker.by });
    redirect(303, `${maker.path}/${ask.id}/new?done=taken`);
  },
};

/** An ask that people can still answer. */
async function requireOpen(event: RequestEvent) {
  const { maker, ask } = await requireDeskAsk(event);
  const today = asks.dayIn(event.locals.now, maker.hub.zone);
  return asks.standingOf(ask, today) === 'open' ? { maker, ask } : error(404, 'There is nothing here');
}
