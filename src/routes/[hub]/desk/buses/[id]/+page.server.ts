import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as buses from '#server/lifts/buses.ts';
import { readForm } from '../../../../door.ts';
import { placesOf, requireBus } from '../desk.ts';
import { BUS } from '../forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hub, bus } = await requireBus(event);
  return { bus, places: await placesOf(event, hub.slug) };
};

export const actions: Actions = {
  save: async (event) => {
    const { hub, bus } = await requireBus(event);
    const form = await readForm(event, BUS);
    if (!form.ok) return form.failure;
    const { once: _, ...words } = form.value;
    const { house, now } = event.locals;
    await house.db.write((tx) => buses.change(tx, { hub: hub.slug, id: bus.id, ...words }, now));
    return back(hub.slug);
  },
  close: (event) => close(event, true),
  open: (event) => close(event, false),
};

async function close(event: RequestEvent, closed: boolean) {
  const { hub, bus } = await requireBus(event);
  const { house, now } = event.locals;
  await house.db.write((tx) => buses.setClosed(tx, { hub: hub.slug, id: bus.id, closed }, now));
  return back(hub.slug);
}

function back(hub: string): never {
  redirect(303, `/${hub}/desk/buses?done=saved#said`);
}
