import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as rates from '#server/lifts/rates.ts';
import * as rules from '#server/lifts/rules.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, requireHub, requireMay } from '../../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import { DATE, RATE, RULES } from './forms.ts';

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const today = localOf(now, hub.zone).slice(0, 10);
  const all = await rates.ofHub(house.db, hub.slug);
  return {
    today,
    done: event.url.searchParams.get('done'),
    rules: await rules.of(house.db, hub.slug),
    rates: all,
    current: rates.on(all, today),
  };
};

export const actions: Actions = {
  rules: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, RULES);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const said = { ...form.value, scheme: form.value.scheme ?? '' };
    await house.db.write((tx) => rules.say(tx, { hub: hub.slug, by, ...said }, now));
    house.log('lift-rules', { hub: hub.slug, by, arrangedBy: said.arrangedBy });
    return back(hub.slug, 'rules');
  },

  rate: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, RATE);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await house.db.write((tx) => rates.set(tx, { hub: hub.slug, by, ...form.value }, now));
    house.log('mileage-rate', { hub: hub.slug, by, from: form.value.from });
    return back(hub.slug, 'rate');
  },

  takeOut: async (event) => {
    const { hub } = await requireDesk(event);
    const form = await readForm(event, DATE);
    if (!form.ok) return form.failure;
    await event.locals.house.db.write((tx) => rates.takeOut(tx, { hub: hub.slug, from: form.value.from }));
    return back(hub.slug, 'taken-out');
  },
};

async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'plan-lifts', hub.slug).id };
}

function back(hub: string, outcome: string): never {
  redirect(303, `/${hub}/desk/lifts/money?done=${outcome}#said`);
}
