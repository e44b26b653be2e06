import { error, redirect } from '@sveltejs/kit';
import * as papers from '#server/lifts/papers.ts';
import { readForm, requireViewer } from '../../../door.ts';
import { ownClock } from '../../own-clock.ts';
import type { Actions, PageServerLoad } from './$types';
import { PAPERS } from '../../../papers-form.ts';

export const load: PageServerLoad = async (event) => {
  const { id } = requireViewer(event);
  const { house, now } = event.locals;
  const asked = await papers.askedIn(house.db, id);
  return {
    today: (await ownClock(event))(now).slice(0, 10),
    saved: event.url.searchParams.has('saved'),
    asked: await Promise.all(
      asked.map(async (one) => ({ ...one, papers: await papers.of(house.db, one.hub, id) })),
    ),
  };
};

export const actions: Actions = {
  save: async (event) => {
    const { id: person } = requireViewer(event);
    const form = await readForm(event, PAPERS);
    if (!form.ok) return form.failure;
    const { hub, ...dates } = form.value;
    const { house, now } = event.locals;
    const asked = await papers.askedIn(house.db, person);
    if (!asked.some((one) => one.hub === hub)) error(422, 'No scheme asks for this here');
    await house.db.write((tx) => papers.say(tx, { hub, person, papers: dates, by: null }, now));
    redirect(303, '/me/lifts/papers?saved=yes#said');
  },
};
