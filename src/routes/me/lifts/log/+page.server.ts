import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as hubs from '#server/hubs/hubs.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as mileage from '#server/lifts/mileage.ts';
import * as filling from '#server/lifts/mileage-filling.ts';
import { readForm, refuse, requireViewer } from '../../../door.ts';
import { ownClock } from '../../own-clock.ts';
import type { Actions, PageServerLoad } from './$types';
import { ADD, CHANGE, ONE } from './forms.ts';
import { logOf } from './log.ts';

export const load: PageServerLoad = async (event) => {
  const { id } = requireViewer(event);
  const { house, now } = event.locals;
  const own = await hubs.ofPerson(house.db, id);
  return {
    once: newId(),
    today: (await ownClock(event))(now).slice(0, 10),
    done: event.url.searchParams.get('done'),
    isKept: await mileage.isKept(house.db, id),
    hubs: own.map(({ slug, name }) => ({ value: slug, words: name })),
    ...(await logOf(house.db, id, event.url)),
  };
};

export const actions: Actions = {
  keep: async (event) => {
    const { id } = requireViewer(event);
    const { house, now } = event.locals;
    await house.db.write((tx) => mileage.keep(tx, id, now - filling.LOOKS_BACK));
    await filling.fill(house.db, now);
    return back('kept');
  },

  stop: async (event) => {
    const { id } = requireViewer(event);
    const { house, now } = event.locals;
    await house.db.write((tx) => mileage.stop(tx, id, now));
    return back('stopped');
  },

  empty: async (event) => {
    const { id } = requireViewer(event);
    await event.locals.house.db.write((tx) => mileage.empty(tx, id));
    return back('emptied');
  },

  add: async (event) => {
    const { id } = requireViewer(event);
    const form = await readForm(event, ADD);
    if (!form.ok) return form.failure;
    const { once, miles, hub, ...drive } = form.value;
    const { house, now } = event.locals;
    const own = await hubs.ofPerson(house.db, id);
    if (!own.some(({ slug }) => slug === hub)) return refuse(form.values, { hub: 'Choose a hub' });
    const key = takenForms.keyFor(`mileage ${id}`, once);
    const written = { ...drive, hub, tenthMiles: miles };
    await house.db.write((tx) => takenForms.once(tx, key, () => mileage.add(tx, id, written, now), now));
    return back('saved');
  },

  change: async (event) => {
    const { id: person } = requireViewer(event);
    const form = await readForm(event, CHANGE);
    if (!form.ok) return form.failure;
    const { miles, ...drive } = form.value;
    const { house, now } = event.locals;
    await house.db.write((tx) => mileage.change(tx, person, { ...drive, tenthMiles: miles }, now));
    return back('saved');
  },

  takeOut: async (event: RequestEvent) => {
    const { id: person } = requireViewer(event);
    const form = await readForm(event, ONE);
    if (!form.ok) return form.failure;
    await event.locals.house.db.write((tx) => mileage.takeOut(tx, person, form.value.id));
    return back('taken-out');
  },
};

function back(outcome: string): never {
  redirect(303, `/me/lifts/log?done=${outcome}#said`);
}
