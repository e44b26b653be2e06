import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { FormValues } from '#lib/forms.ts';
import { newId } from '#server/ids.ts';
import * as askQuestions from '#server/voice/ask-questions.ts';
import * as askSaid from '#server/voice/ask-said.ts';
import * as askSheets from '#server/voice/ask-sheets.ts';
import * as askTelling from '#server/voice/ask-telling.ts';
import * as asks from '#server/voice/asks.ts';
import type { Ask } from '#server/voice/asks.ts';
import * as newcomers from '#server/voice/newcomers.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireViewer } from '../../../../door.ts';
import * as sessionCookie from '../../../../session-cookie.ts';
import { here } from '../../../../signed-in.ts';
import { ANSWERING, NOT_TAKEN } from '../../../ask-forms.ts';
import { refuseCrowd } from '../../say.ts';
import { requireAsked } from './asked.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hub, ask } = await requireAsked(event);
  const { house, now, viewer } = event.locals;
  const today = asks.dayIn(now, hub.zone);
  const asksIt = ask.body !== null && (viewer?.bodies.includes(ask.body.id) ?? false);
  const reading = { isNeighbour: viewer?.hubs[hub.slug] !== undefined, asksIt };
  return {
    once: newId(),
    today,
    firstName: viewer?.firstName ?? null,
    done: event.url.searchParams.get('done'),
    ask: { ...ask, standing: asks.standingOf(ask, today) },
    isLate: ask.repliedAt === null && ask.replyBy < today,
    questions: await askQuestions.ofAsk(house.db, ask.id),
    told: await askTelling.read(house.db, ask, reading, now),
    mine: viewer ? await mineOf(event, ask, viewer.id, hub.zone) : null,
  };
};

/** What somebody answered before, and who has read their words since. */
async function mineOf({ locals: { house } }: RequestEvent, ask: Ask, person: string, zone: string) {
  const sheet = await askSheets.ofPerson(house.db, ask.id, person);
  if (!sheet) return null;
  const { id, ...mine } = sheet;
  const readings = (await askSaid.readingsOf(house.db, id)).map(({ at, ...one }) => ({
    ...one,
    at: localOf(at, zone),
  }));
  return { ...mine, readings };
}

export const actions: Actions = {
  answer: async (event) => {
    const { hub, ask } = await requireAsked(event);
    const form = await readForm(event, ANSWERING);
    if (!form.ok) return form.failure;
    const { house, now, viewer } = event.locals;
    const { firstName, once, ...own } = form.value;
    const sheet = { ...own, hub: hub.slug, ask: ask.id };
    if (viewer && (!firstName || firstName === viewer.firstName)) {
      const given = { ...sheet, person: viewer.id, said: 'self', by: null } as const;
      return finish(event, ask, form.values, await askSheets.take(house.db, given, now));
    }
    if (!firstName) return refuse(form.values, { firstName: 'Enter your first name' });
    const crowd = await refuseCrowd(event, form.values);
    if (crowd) return crowd;
    const welcomed = await newcomers.answer(house.db, sheet, { firstName, once, ...here(event) }, now);
    if (welcomed.session) sessionCookie.set(event, welcomed.session.secret, welcomed.session.expiresAt);
    return finish(event, ask, form.values, welcomed.outcome);
  },

  takeBack: async (event) => {
    const viewer = requireViewer(event);
    const { hub, ask } = await requireAsked(event);
    await askSheets.takeBack(event.locals.house.db, { ask: ask.id, person: viewer.id });
    redirect(303, `/${hub.slug}/have-your-say/asks/${ask.id}?done=taken-back#said`);
  },
};

/** Back to the page with a thank-you, or the form again with what to do. */
function finish(event: RequestEvent, ask: Ask, values: FormValues, outcome: askSheets.Taking) {
  if (outcome !== 'taken') return refuse(values, NOT_TAKEN[outcome]!);
  redirect(303, `/${event.params.hub}/have-your-say/asks/${ask.id}?done=taken#said`);
}
