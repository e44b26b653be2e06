import { redirect } from '@sveltejs/kit';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as venues from '#server/meetups/venues.ts';
import * as directory from '#server/people/directory.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import { missingIn, toVenue, VenueForm } from '../venue-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { slug, zone } = await requireHub(event);
  requireMay(event, 'keep-venues', slug);
  const { house, now } = event.locals;
  const people = await directory.list(house.db, slug);
  return {
    once: newId(),
    today: localOf(now, zone).slice(0, 10),
    people: people.map(({ id, firstName }) => ({ id, firstName })),
  };
};

export const actions = {
  add: async (event) => {
    const { slug: hub } = await requireHub(event);
    const by = requireMay(event, 'keep-venues', hub).id;
    const form = await readForm(event, VenueForm);
    if (!form.ok) return form.failure;
    const problems = missingIn(form.value);
    if (problems) return refuse(form.values, problems);
    const { house, now } = event.locals;
    const key = takenForms.keyFor(`add-venue ${hub} ${by}`, form.value.once);
    const venue = { hub, by, ...toVenue(form.value) };
    const id = await house.db.write((tx) =>
      takenForms.once(tx, key, () => venues.addWithin(tx, venue, now), now),
    );
    house.log('venue-added', { hub, venue: id, by });
    redirect(303, `/${hub}/desk/venues/${id}?saved`);
  },
} satisfies Actions;
