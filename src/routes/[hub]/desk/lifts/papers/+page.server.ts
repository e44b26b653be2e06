import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as papers from '#server/lifts/papers.ts';
import * as rules from '#server/lifts/rules.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, requireHub, requireMay } from '../../../../door.ts';
import { PAPERS_OF } from '../../../../papers-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hub, today } = await requireDesk(event);
  const { arrangedBy, scheme } = await rules.of(event.locals.house.db, hub);
  return {
    today,
    saved: event.url.searchParams.has('saved'),
    scheme: arrangedBy === 'scheme' ? scheme : null,
    drivers: arrangedBy === 'scheme' ? await papers.driversIn(event.locals.house.db, hub, today) : [],
  };
};

export const actions: Actions = {
  save: async (event) => {
    const { hub, by, today } = await requireDesk(event);
    const form = await readForm(event, PAPERS_OF);
    if (!form.ok) return form.failure;
    const { person, ...dates } = form.value;
    const { house, now } = event.locals;
    const drivers = await papers.driversIn(house.db, hub, today);
    if (!drivers.some(({ id }) => id === person)) error(404, 'There is nothing here');
    await house.db.write((tx) => papers.say(tx, { hub, person, papers: dates, by }, now));
    house.log('driver-papers', { hub, person, by });
    redirect(303, `/${hub}/desk/lifts/papers?saved=yes#said`);
  },
};

async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  const { id: by } = requireMay(event, 'plan-lifts', hub.slug);
  return { hub: hub.slug, by, today: localOf(event.locals.now, hub.zone).slice(0, 10) };
}
