import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { dayOf } from '#server/meetups/days.ts';
import * as aways from '#server/rotas/aways.ts';
import * as callBoard from '#server/rotas/call-board.ts';
import * as callPairs from '#server/rotas/call-pairs.ts';
import * as callViews from '#server/rotas/call-views.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import * as calls from '#server/rotas/calls.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireViewer } from '../../door.ts';
import { Away, ById, CallForm, TellForm } from './forms.ts';
import type { Actions, PageServerLoad } from './$types';

const RIGHT_WAY = 'Choose a last day that is not before the first';
const NOT_AWAY = {
  'wrong-way-round': RIGHT_WAY,
  never: RIGHT_WAY,
  'too-many': 'That is a lot of days away. Take one back first',
};

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const { id: me } = requireViewer(event);
  const { house, now } = event.locals;
  const today = localOf(now, hub.zone);
  const all = await callWishes.withHelper(house.db, me);
  const here = all.filter((wish) => wish.hub === hub.slug);
  const arrangements = await callBoard.gather(house.db, here, dayOf(today));
  const away = await aways.ofPerson(house.db, me, dayOf(today));
  return {
    today,
    said: event.url.searchParams.get('said'),
    calls: arrangements.flatMap((one) => callViews.forHelper(one, me, now) ?? []),
    away: away
      .filter(({ kind, weekday }) => kind === 'away' && weekday === null)
      .map(({ id, from, to }) => ({ id, fromDay: from, toDay: to })),
  };
};

export const actions = {
  done: (event) => tell(event, 'spoke'),
  heard: (event) => tell(event, 'heard'),
  message: (event) => tell(event, 'left-a-message'),
  noanswer: (event) => tell(event, 'no-answer'),
  cannot: (event) => tell(event, 'cannot'),

  back: async (event) => {
    const { id: by } = await requireOwn(event);
    const form = await readForm(event, CallForm);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const slip = { call: form.value.call, by, asHostOf: null };
    if ((await calls.takeBack(house.db, slip, now)) === 'not-found') error(404, 'There is nothing here');
    return back(event, 'slip');
  },

  yes: async (event) => {
    const { id: by } = await requireOwn(event);
    const form = await readForm(event, ById);
    if (!form.ok) return form.failure;
    const pair = await requirePair(event, form.value.id, by);
    await event.locals.house.db.write((tx) => callPairs.agree(tx, { id: pair.id, by }, event.locals.now));
    return back(event, 'yes');
  },
  no: (event) => end(event, 'no'),
  stop: (event) => end(event, 'stepped-down'),

  away: async (event) => {
    const { id: person } = await requireOwn(event);
    const form = await readForm(event, Away);
    if (!form.ok) return form.failure;
    const { fromDay: from, toDay: to } = form.value;
    const { house, now } = event.locals;
    const said = await aways.say(house.db, { person, kind: 'away', from, to, weekday: null }, now);
    if (said !== 'saved') return refuse(form.values, { toDay: NOT_AWAY[said] });
    return back(event, 'away');
  },
  notAway: async (event) => {
    const { id: person } = await requireOwn(event);
    const form = await readForm(event, ById);
    if (!form.ok) return form.failure;
    await aways.takeBack(event.locals.house.db, person, form.value.id);
    return back(event, 'here');
  },
} satisfies Actions;

/** Takes what came of a step, and lets the letters it causes go out. */
async function tell(event: RequestEvent, said: calls.Said) {
  const { id: by } = await requireOwn(event);
  const form = await readForm(event, TellForm);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  const { step, note } = form.value;
  const outcome = await calls.tell(house.db, { step, said, note, by, asHostOf: null }, now);
  if (outcome === 'not-found') error(404, 'There is nothing here');
  house.log('call-told', { step, said, outcome, by });
  house.delivery.wake();
  return back(event, outcome === 'already' ? 'already' : said);
}

async function end(event: RequestEvent, because: 'no' | 'stepped-down') {
  const { id: by } = await requireOwn(event);
  const form = await readForm(event, ById);
  if (!form.ok) return form.failure;
  const pair = await requirePair(event, form.value.id, by);
  const { house, now } = event.locals;
  await house.db.write((tx) => callPairs.end(tx, { id: pair.id, because, by }, now));
  house.delivery.wake();
  return back(event, because);
}

async function requireOwn(event: RequestEvent) {
  await requireHub(event);
  return requireViewer(event);
}

async function requirePair(event: RequestEvent, id: string, person: string): Promise<callPairs.Pair> {
  const pair = await callPairs.find(event.locals.house.db, event.params.hub ?? '', id);
  return pair?.person.id === person ? pair : error(404, 'There is nothing here');
}

function back(event: RequestEvent, said: string): never {
  redirect(303, `${event.url.pathname}?said=${said}`);
}
