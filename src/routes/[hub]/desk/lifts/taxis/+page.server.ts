import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as taxis from '#server/lifts/taxis.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import { CLOSE, TAXI } from '../forms.ts';
import type { Actions, PageServerLoad } from './$types';

const NO_SEAT = 'So many wheelchairs leave no seat. Enter a smaller number';

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  return {
    once: newId(),
    done: event.url.searchParams.get('done'),
    taxis: await taxis.ofHub(event.locals.house.db, hub),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, TAXI);
    if (!form.ok) return form.failure;
    const { once, fixed: fixedPence, minute: minutePence, noticeHours, ...firm } = form.value;
    if (firm.wheelchairs * firm.seatsAWheelchair > firm.seats)
      return refuse(form.values, { seatsAWheelchair: NO_SEAT });
    const { house, now } = event.locals;
    const key = takenForms.keyFor(`taxi ${hub} ${by}`, once);
    const taxi = { ...firm, fixedPence, minutePence, noticeMin: 60 * noticeHours, hub, by };
    await house.db.write((tx) => takenForms.once(tx, key, () => taxis.add(tx, taxi, now), now));
    return back(hub, 'added');
  },

  close: async (event) => {
    const { hub } = await requireDesk(event);
    const form = await readForm(event, CLOSE);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await house.db.write((tx) => taxis.close(tx, { hub, id: form.value.taxi }, now));
    return back(hub, 'closed');
  },
};

async function requireDesk(event: RequestEvent) {
  const { slug: hub } = await requireHub(event);
  return { hub, by: requireMay(event, 'plan-lifts', hub).id };
}

function back(hub: string, outcome: string): never {
  redirect(303, `/${hub}/desk/lifts/taxis?done=${outcome}#said`);
}
