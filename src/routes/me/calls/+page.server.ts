import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import * as hubs from '#server/hubs/hubs.ts';
import { dayOf } from '#server/meetups/days.ts';
import * as people from '#server/people/people.ts';
import * as reach from '#server/people/reach.ts';
import * as callBoard from '#server/rotas/call-board.ts';
import * as callPairs from '#server/rotas/call-pairs.ts';
import * as callViews from '#server/rotas/call-views.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import * as callWishing from '#server/rotas/call-wishing.ts';
import { localOf } from '#server/wall-clock.ts';
import { contactOf, HALF_A_CONTACT, WISH } from '../../call-fields.ts';
import { readForm, refuse, requireViewer } from '../../door.ts';
import { maybeTelephone, tick } from '../../fields.ts';
import { day } from '../../[hub]/calls/forms.ts';
import { ownClock } from '../own-clock.ts';
import type { Actions, PageServerLoad } from './$types';

const WHICH = 'Choose which one';
const id = v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60));
const Start = v.object({ ...WISH, hub: id, telephone: maybeTelephone, knows: tick });
const Change = v.object({ ...WISH, wish: id });
const ById = v.object({ wish: id });
const Pause = v.object({ wish: id, backOn: day });
const Another = v.object({ wish: id, pair: id });
const KNOWS = 'Please tick that you know this';
const NUMBER = 'Enter the number to ring you on';

export const load: PageServerLoad = async (event) => {
  const viewer = requireViewer(event);
  const { house, now } = event.locals;
  const [clock, own] = [await ownClock(event), await hubs.ofPerson(house.db, viewer.id)];
  const person = (await people.find(house.db, viewer.id))!;
  const wishes = await callWishes.ofPerson(house.db, viewer.id);
  const all = await callBoard.gather(house.db, wishes, dayOf(clock(now)));
  return {
    today: clock(now),
    saved: event.url.searchParams.get('saved'),
    telephone: person.telephone,
    hubs: own.map(({ slug, name }) => ({ slug, name })),
    calls: all.map((one) => callViews.forPerson(one, now)),
  };
};

export const actions = {
  start: async (event) => {
    const viewer = requireViewer(event);
    const form = await readForm(event, Start);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { hub, weekday, part, telephone, knows } = form.value;
    const contact = contactOf(form.value);
    if (contact === 'half') return refuse(form.values, HALF_A_CONTACT);
    if (!knows) return refuse(form.values, { knows: KNOWS });
    const wish = { hub, person: viewer.id, weekday, part, contact, yes: { said: 'self' }, by: null } as const;
    const started = await house.db.write(async (tx) => {
      if (telephone) await reach.change(tx, viewer.id, { ...(await people.find(tx, viewer.id))!, telephone });
      return callWishing.start(tx, wish, now);
    });
    if (started.outcome === 'no-number') return refuse(form.values, { telephone: NUMBER });
    if (started.outcome === 'not-here') error(404, 'There is nothing here');
    house.log('call-wished', { hub, by: viewer.id });
    redirect(303, '/me/calls?saved=start');
  },

  save: async (event) => {
    requireViewer(event);
    const form = await readForm(event, Change);
    if (!form.ok) return form.failure;
    const wish = await requireOwn(event, form.value.wish);
    const { house, now } = event.locals;
    const contact = contactOf(form.value);
    if (contact === 'half') return refuse(form.values, HALF_A_CONTACT);
    const changed = { id: wish.id, weekday: form.value.weekday, part: form.value.part, contact };
    await house.db.write((tx) => callWishing.change(tx, changed, dayOf(localOf(now, wish.zone))));
    redirect(303, '/me/calls?saved=yes');
  },

  pause: async (event) => {
    requireViewer(event);
    const form = await readForm(event, Pause);
    if (!form.ok) return form.failure;
    const wish = await requireOwn(event, form.value.wish);
    await event.locals.house.db.write((tx) => callWishing.pause(tx, wish.id, form.value.backOn));
    redirect(303, '/me/calls?saved=yes');
  },
  resume: async (event) => {
    requireViewer(event);
    const form = await readForm(event, ById);
    if (!form.ok) return form.failure;
    const wish = await requireOwn(event, form.value.wish);
    await event.locals.house.db.write((tx) => callWishing.pause(tx, wish.id, null));
    redirect(303, '/me/calls?saved=yes');
  },

  another: async (event) => {
    requireViewer(event);
    const form = await readForm(event, Another);
    if (!form.ok) return form.failure;
    const wish = await requireOwn(event, form.value.wish);
    const { house, now } = event.locals;
    const pair = await callPairs.find(house.db, wish.hub, form.value.pair);
    if (pair?.wish !== wish.id) error(404, 'There is nothing here');
    const ended = { id: pair.id, because: 'somebody-else', by: wish.person.id } as const;
    await house.db.write((tx) => callPairs.end(tx, ended, now));
    redirect(303, '/me/calls?saved=another');
  },

  stop: async (event) => {
    const { id: by } = requireViewer(event);
    const form = await readForm(event, ById);
    if (!form.ok) return form.failure;
    const { wish } = form.value;
    const { house, now } = event.locals;
    if (!(await callWishes.isOf(house.db, wish, { person: by }))) error(404, 'There is nothing here');
    await house.db.write((tx) => callWishing.stop(tx, wish, by, now));
    house.log('call-stopped', { wish, by });
    redirect(303, '/me/calls?saved=stop');
  },
} satisfies Actions;

async function requireOwn(event: RequestEvent, id: string): Promise<callWishes.Wish> {
  const mine = await callWishes.ofPerson(event.locals.house.db, requireViewer(event).id);
  return mine.find((wish) => wish.id === id) ?? error(404, 'There is nothing here');
}
