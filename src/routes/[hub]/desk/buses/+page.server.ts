import { redirect } from '@sveltejs/kit';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as buses from '#server/lifts/buses.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm } from '../../../door.ts';
import { shown } from '../../lifts/buses.ts';
import type { Actions, PageServerLoad } from './$types';
import { placesOf, requireDesk } from './desk.ts';
import { BUS } from './forms.ts';

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const all = await buses.ofHub(house.db, hub.slug, { closed: true });
  return {
    once: newId(),
    today: localOf(now, hub.zone).slice(0, 10),
    done: event.url.searchParams.get('done'),
    places: await placesOf(event, hub.slug),
    open: all.filter(({ closed }) => !closed).map((bus) => shown(bus, hub, now)),
    closed: all.filter(({ closed }) => closed).map(({ id, name }) => ({ id, name })),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, BUS);
    if (!form.ok) return form.failure;
    const { once, ...words } = form.value;
    const { house, now } = event.locals;
    const key = takenForms.keyFor(`bus ${hub.slug} ${by}`, once);
    const id = await house.db.write((tx) =>
      takenForms.once(tx, key, () => buses.add(tx, { hub: hub.slug, by, ...words }, now), now),
    );
    house.log('bus-added', { hub: hub.slug, bus: id, by });
    redirect(303, `/${hub.slug}/desk/buses?done=added#said`);
  },
};
