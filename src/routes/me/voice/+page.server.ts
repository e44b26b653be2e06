import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as hubs from '#server/hubs/hubs.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as choices from '#server/voice/choices.ts';
import * as ownViews from '#server/voice/own-views.ts';
import * as topics from '#server/voice/topics.ts';
import * as views from '#server/voice/views.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireViewer } from '../../door.ts';
import { HINDRANCES, WHO_MAY_SEE, words } from '../../[hub]/have-your-say/forms.ts';
import { ownClock } from '../own-clock.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const WHICH = 'Choose which one';
const view = v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60));
const GONE = { form: 'This has been taken back already' };

export const load: PageServerLoad = async (event) => {
  const viewer = requireViewer(event);
  const { house, now } = event.locals;
  const clock = await ownClock(event);
  const said = await views.ofPerson(house.db, viewer.id);
  const behind = await topics.ofPerson(house.db, viewer.id);
  const see = event.url.searchParams.get('see');
  const seen = said.find(({ id, withdrawnAt }) => id === see && withdrawnAt === null);
  return {
    firstName: viewer.firstName,
    today: clock(now),
    done: event.url.searchParams.get('done'),
    hubs: (await hubs.ofPerson(house.db, viewer.id)).map(({ slug, name }) => ({ slug, name })),
    seen: seen ? await allOf(event, seen, clock) : null,
    said: said.map((one) => ({ ...one, saidOn: clock(one.saidAt) })),
    behind: behind.map((topic) => ({ ...topic, stateOn: clock(topic.stateAt) })),
  };
};

/** One of their own with all there is to see and to choose: the log of who read it, too. */
async function allOf({ locals }: RequestEvent, own: views.View, clock: (at: number) => string) {
  const { house, viewer, now } = locals;
  const hub = await hubs.find(house.db, own.hub);
  const here = await bodies.ofHub(house.db, own.hub);
  const readings = await ownViews.readingsOf(house.db, own.id);
  return {
    ...own,
    saidOn: clock(own.saidAt),
    meetups: await choices.meetupsOf(house.db, own.hub, viewer!.id, now),
    bodies: here.filter(({ endedAt }) => endedAt === null).map(({ id, name }) => ({ id, name })),
    readings: readings.map(({ at, ...reading }) => ({
      ...reading,
      at: localOf(at, hub?.zone ?? 'Europe/London'),
    })),
  };
}

export const actions: Actions = {
  level: async (event) => {
    const { id: person } = requireViewer(event);
    const form = await readForm(event, v.object({ ...WHO_MAY_SEE, view }));
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const outcome = await ownViews.changeLevel(house.db, { ...form.value, person }, now);
    if (outcome === 'not-found') return refuse(form.values, GONE);
    if (outcome !== 'changed') return refuse(form.values, HINDRANCES[outcome]);
    return back(form.value.view, 'level');
  },

  correct: async (event) => {
    const { id: person } = requireViewer(event);
    const form = await readForm(event, v.object({ words, view }));
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const outcome = await ownViews.correct(house.db, { ...form.value, person }, now);
    return outcome === 'not-found' ? refuse(form.values, GONE) : back(form.value.view, 'corrected');
  },

  withdraw: async (event) => {
    const { id: person } = requireViewer(event);
    const form = await readForm(event, v.object({ view }));
    if (!form.ok) return form.failure;
    await ownViews.withdraw(event.locals.house.db, { ...form.value, person }, event.locals.now);
    redirect(303, '/me/voice?done=withdrawn#said');
  },
};

function back(view: string, done: string): never {
  redirect(303, `/me/voice?see=${view}&done=${done}#said`);
}
