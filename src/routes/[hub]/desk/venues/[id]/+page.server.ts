import { error, redirect } from '@sveltejs/kit';
import * as movedPlaces from '#server/meetups/moved-places.ts';
import * as venues from '#server/meetups/venues.ts';
import type { Venue } from '#server/meetups/venues.ts';
import * as directory from '#server/people/directory.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import { ChangedVenueForm, missingIn, toVenue } from '../venue-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const IS_A_HOME =
  'This is somebody’s home. Everybody would see its address. Take the address out first, or keep it a home';

export const load: PageServerLoad = async (event) => {
  const { hub, venue } = await requireVenue(event);
  const { house, now } = event.locals;
  const people = await directory.list(house.db, hub.slug);
  return {
    venue,
    expected: await movedPlaces.expectedAt(house.db, hub.slug, venue.id, now),
    saved: event.url.searchParams.has('saved'),
    today: localOf(now, hub.zone).slice(0, 10),
    people: people.map(({ id, firstName }) => ({ id, firstName })),
  };
};

export const actions = {
  save: async (event) => {
    const { hub, venue, by } = await requireVenue(event);
    const form = await readForm(event, ChangedVenueForm);
    if (!form.ok) return form.failure;
    const problems = missingIn(form.value);
    if (problems) return refuse(form.values, problems);
    if (shows(venue, form.value)) return refuse(form.values, { kind: IS_A_HOME });
    const { house, now } = event.locals;
    const { samePlace } = form.value;
    const change = { hub: hub.slug, id: venue.id, by, samePlace, ...toVenue(form.value) };
    await movedPlaces.change(house.db, change, now);
    house.delivery.wake();
    house.log('venue-changed', { venue: venue.id, by });
    redirect(303, `${event.url.pathname}?saved`);
  },

  close: (event) => close(event, true),
  open: (event) => close(event, false),
} satisfies Actions;

/** A slip of the finger must not put where somebody lives on the public page. */
function shows(venue: Venue, typed: { kind: Venue['kind']; address: string }): boolean {
  return (
    venue.kind === 'home' &&
    typed.kind === 'public' &&
    typed.address !== '' &&
    typed.address === venue.address
  );
}

async function close(event: RequestEvent, closed: boolean) {
  const { hub, venue, by } = await requireVenue(event);
  const { house, now } = event.locals;
  await venues.close(house.db, { hub: hub.slug, id: venue.id, closed }, now);
  house.log(closed ? 'venue-closed' : 'venue-opened', { venue: venue.id, by });
  redirect(303, `/${hub.slug}/desk/venues`);
}

async function requireVenue(event: RequestEvent) {
  const hub = await requireHub(event);
  const by = requireMay(event, 'keep-venues', hub.slug).id;
  const venue = await venues.find(event.locals.house.db, hub.slug, event.params.id);
  return { hub, by, venue: venue ?? error(404, 'There is nothing here') };
}
