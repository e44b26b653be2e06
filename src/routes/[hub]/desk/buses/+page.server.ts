import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as buses from '#server/lifts/buses.ts';
import * as gtfsBeside from '#server/lifts/gtfs-beside.ts';
import { LARGEST } from '#server/lifts/gtfs-zip.ts';
import * as timetableKeeping from '#server/lifts/timetable-keeping.ts';
import * as timetables from '#server/lifts/timetables.ts';
import { localOf } from '#server/wall-clock.ts';
import { isTooLarge, readFields, readForm, refuse } from '../../../door.ts';
import { shown } from '../../lifts/buses.ts';
import type { Actions, PageServerLoad } from './$types';
import { placesOf, requireDesk } from './desk.ts';
import { BUS } from './forms.ts';
import { NO_FILE, refusalInWords, TOO_LARGE, TOO_MANY } from './refusals.ts';

const TIMETABLE = v.object({ id: v.pipe(v.string('Choose a timetable'), v.maxLength(60)) });

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const all = await buses.ofHub(house.db, hub.slug, { closed: true });
  return {
    once: newId(),
    file: { most: LARGEST, tooLarge: TOO_LARGE },
    today: localOf(now, hub.zone).slice(0, 10),
    done: event.url.searchParams.get('done'),
    places: await placesOf(event, hub.slug),
    open: all.filter(({ closed }) => !closed).map((bus) => shown(bus, hub, now)),
    closed: all.filter(({ closed }) => closed).map(({ id, name }) => ({ id, name })),
    timetables: (await timetables.ofHub(house.db, hub.slug)).map((one) => ({
      ...{ id: one.id, name: one.name, ends: one.ends, stops: one.stops, trips: one.trips },
      brought: localOf(one.broughtAt, hub.zone).slice(0, 10),
    })),
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
    return back(hub.slug, 'added');
  },

  bring: async (event) => {
    const { hub, by } = await requireDesk(event);
    if (isTooLarge(event.request)) return refuse({}, { file: TOO_LARGE });
    const file = (await readFields(event.request)).find(([name]) => name === 'file')?.[1];
    if (!(file instanceof File) || file.size === 0) return refuse({}, { file: NO_FILE });
    const { house, now } = event.locals;
    const near = await timetables.placesOf(house.db, hub.slug);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const read = await gtfsBeside.read({ bytes, near, today: localOf(now, hub.zone).slice(0, 10) });
    house.log('timetable-brought', { hub: hub.slug, by, is: read.is });
    if (read.is !== 'timetable') return refuse({}, { file: refusalInWords(read.is, read.what) });
    const id = await timetableKeeping.keep(house.db, { hub: hub.slug, by, timetable: read }, now);
    if (id === null) return refuse({}, { file: TOO_MANY });
    return back(hub.slug, 'brought');
  },

  remove: async (event) => {
    const { hub } = await requireDesk(event);
    const form = await readForm(event, TIMETABLE);
    if (!form.ok) return form.failure;
    await timetableKeeping.remove(event.locals.house.db, hub.slug, form.value.id);
    return back(hub.slug, 'removed');
  },
};

function back(hub: string, outcome: string): never {
  redirect(303, `/${hub}/desk/buses?done=${outcome}#said`);
}
