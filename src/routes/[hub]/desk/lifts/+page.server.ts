import { redirect, type RequestEvent } from '@sveltejs/kit';
import { KM_A_MILE } from '#lib/lift-words.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as board from '#server/lifts/board.ts';
import * as papers from '#server/lifts/papers.ts';
import * as notHome from '#server/lifts/not-home.ts';
import * as notMet from '#server/lifts/not-met.ts';
import * as points from '#server/lifts/points.ts';
import * as rules from '#server/lifts/rules.ts';
import * as taxiChanges from '#server/lifts/taxi-changes.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import { FAR_AWAY, FIRM_KNOWS, HOME, POINT, SPEED } from './forms.ts';

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const today = localOf(now, hub.zone).slice(0, 10);
  const all = await points.ofHub(house.db, hub.slug, { closed: true });
  const ahead = board.trips(await board.read(house.db, hub.slug, today), now);
  return {
    once: newId(),
    today,
    done: event.url.searchParams.get('done'),
    papers: await papersOf(event, hub.slug, today),
    taxiChanges: await taxiChanges.ofHub(house.db, hub.slug),
    notHome: await notHome.ofHub(house.db, hub.slug, now),
    notMet: await notMet.inAYear(house.db, hub.slug, today),
    open: all.filter(({ closed }) => !closed),
    closed: all.filter(({ closed }) => closed),
    mph: Math.round((await points.speedOf(house.db, hub.slug)) / KM_A_MILE),
    trips: ahead.map(({ occasion, counts }) => ({
      key: board.keyOf(occasion),
      meetup: occasion.meetup,
      day: occasion.day,
      title: occasion.title,
      startsLocal: localOf((occasion.thereBy ?? occasion.readyFrom)!, hub.zone),
      sorted: counts.sorted,
      waiting: counts.waiting,
      cars: counts.cars.length,
    })),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, POINT);
    if (!form.ok) return form.failure;
    const { once, ...words } = form.value;
    const { house, now } = event.locals;
    const key = takenForms.keyFor(`pick-up-point ${hub.slug} ${by}`, once);
    const id = await house.db.write((tx) =>
      takenForms.once(tx, key, () => points.add(tx, { hub: hub.slug, by, ...words }, now), now),
    );
    if (id === null) return refuse(form.values, { point: FAR_AWAY });
    house.log('pick-up-point-added', { hub: hub.slug, point: id, by });
    return back(hub.slug, 'added');
  },

  speed: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, SPEED);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await house.db.write((tx) =>
      points.setSpeed(tx, { hub: hub.slug, kmh: Math.round(form.value.mph * KM_A_MILE), by }, now),
    );
    return back(hub.slug, 'speed');
  },

  home: async (event) => {
    const { hub } = await requireDesk(event);
    const form = await readForm(event, HOME);
    if (!form.ok) return form.failure;
    await notHome.noteHome(event.locals.house.db, hub.slug, form.value.ride, event.locals.now);
    return back(hub.slug, 'home');
  },

  firmKnows: async (event) => {
    const { hub } = await requireDesk(event);
    const form = await readForm(event, FIRM_KNOWS);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await house.db.write((tx) => taxiChanges.ring(tx, { hub: hub.slug, id: form.value.change }, now));
    return back(hub.slug, 'firm-knows');
  },
};

/** Only a scheme asks its drivers for papers. */
async function papersOf({ locals: { house } }: RequestEvent, hub: string, today: string) {
  const { arrangedBy } = await rules.of(house.db, hub);
  return arrangedBy === 'scheme' ? papers.driversIn(house.db, hub, today) : [];
}

async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'plan-lifts', hub.slug).id };
}

function back(hub: string, outcome: string): never {
  redirect(303, `/${hub}/desk/lifts?done=${outcome}#said`);
}
