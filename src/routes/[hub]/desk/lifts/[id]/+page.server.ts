import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as points from '#server/lifts/points.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import { FAR_AWAY, POINT } from '../forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ point: (await requirePoint(event)).point });

export const actions: Actions = {
  save: async (event) => {
    const { hub, point } = await requirePoint(event);
    const form = await readForm(event, POINT);
    if (!form.ok) return form.failure;
    const { once: _, ...words } = form.value;
    const changed = await event.locals.house.db.write((tx) =>
      points.change(tx, { hub, id: point.id, ...words }),
    );
    if (changed === 'elsewhere') return refuse(form.values, { point: FAR_AWAY });
    redirect(303, `/${hub}/desk/lifts?done=saved#said`);
  },
  close: (event) => close(event, true),
  open: (event) => close(event, false),
};

async function close(event: RequestEvent, closed: boolean) {
  const { hub, point } = await requirePoint(event);
  const { house, now } = event.locals;
  await house.db.write((tx) => points.setClosed(tx, { hub, id: point.id, closed }, now));
  redirect(303, `/${hub}/desk/lifts?done=saved#said`);
}

async function requirePoint(event: RequestEvent) {
  const { slug: hub } = await requireHub(event);
  requireMay(event, 'plan-lifts', hub);
  const point = await points.find(event.locals.house.db, hub, event.params.id ?? '');
  return { hub, point: point ?? error(404, 'There is nothing here') };
}
