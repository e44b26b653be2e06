import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as mileage from '#server/lifts/mileage.ts';
import * as filling from '#server/lifts/mileage-filling.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm } from '../../../../../door.ts';
import { ADD, CHANGE, ONE } from '../../../../../me/lifts/log/forms.ts';
import { logOf } from '../../../../../me/lifts/log/log.ts';
import type { Actions, PageServerLoad } from './$types';
import { drivesOf, requireDriver, requirePerson } from './driver.ts';

export const load: PageServerLoad = async (event) => {
  const { hub, person, isFor } = await requirePerson(event);
  const { house, now } = event.locals;
  const common = {
    ...{ once: newId(), isFor, person: { id: person.id, firstName: person.firstName } },
    ...{ today: localOf(now, hub.zone).slice(0, 10), done: event.url.searchParams.get('done') },
  };
  // What is in it is for whoever has no other way to read it, and for nobody besides.
  if (!isFor) return { ...common, drives: [], isKept: false, log: null };
  const drives = await drivesOf(event, person.id, hub);
  return {
    ...common,
    drives: drives.map(({ id, title, day }) => ({ id, title, day })),
    isKept: await mileage.isKept(house.db, person.id),
    log: await logOf(house.db, person.id, event.url),
  };
};

export const actions: Actions = {
  keep: async (event) => {
    const { person, back } = await requireWriter(event);
    const { house, now } = event.locals;
    await house.db.write((tx) => mileage.keep(tx, person.id, now - filling.LOOKS_BACK));
    await filling.fill(house.db, now);
    return back('kept');
  },

  stop: async (event) => {
    const { person, back } = await requireWriter(event);
    const { house, now } = event.locals;
    await house.db.write((tx) => mileage.stop(tx, person.id, now));
    return back('stopped');
  },

  add: async (event) => {
    const { hub, person, back } = await requireWriter(event);
    const form = await readForm(event, ADD);
    if (!form.ok) return form.failure;
    const { once, miles, ...drive } = form.value;
    const { house, now } = event.locals;
    const key = takenForms.keyFor(`mileage ${person.id}`, once);
    const written = { ...drive, hub: hub.slug, tenthMiles: miles };
    await house.db.write((tx) =>
      takenForms.once(tx, key, () => mileage.add(tx, person.id, written, now), now),
    );
    return back('saved');
  },

  change: async (event) => {
    const { person, back } = await requireWriter(event);
    const form = await readForm(event, CHANGE);
    if (!form.ok) return form.failure;
    const { miles, ...drive } = form.value;
    const { house, now } = event.locals;
    await house.db.write((tx) => mileage.change(tx, person.id, { ...drive, tenthMiles: miles }, now));
    return back('saved');
  },

  takeOut: async (event) => {
    const { person, back } = await requireWriter(event);
    const form = await readForm(event, ONE);
    if (!form.ok) return form.failure;
    await event.locals.house.db.write((tx) => mileage.takeOut(tx, person.id, form.value.id));
    return back('taken-out');
  },
};

/** Whose log a host writes in, and the way back to the page; that they did is a line in the log of the house. */
async function requireWriter(event: RequestEvent) {
  const { hub, by, person } = await requireDriver(event);
  event.locals.house.log('mileage-for', { hub: hub.slug, person: person.id, by });
  const back = (outcome: string): never =>
    redirect(303, `/${hub.slug}/desk/people/${person.id}/driving?done=${outcome}#said`);
  return { hub, person, back };
}
