import { error, type RequestEvent } from '@sveltejs/kit';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import { driverSheet } from '#server/paper/driver-sheet.ts';
import * as handedCards from '#server/people/handed-cards.ts';
import * as people from '#server/people/people.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub, requireMay } from '../../../../../door.ts';

/**
 * Whoever drives and has no way in of their own: only for them a host may print what a driver reads alone, and keep
 * their log. It is the rule of sign-in cards (decision 20): of anybody else `isFor` is false.
 */
export async function requirePerson(event: RequestEvent) {
  const hub = await requireHub(event);
  const { id: by } = requireMay(event, 'enter-people', hub.slug);
  const { db } = event.locals.house;
  const person = await people.findInHub(db, hub.slug, event.params.id ?? '');
  if (!person) error(404, 'There is nothing here');
  return { hub, by, person, isFor: await handedCards.mayBeFor(db, hub.slug, person) };
}

/** As `requirePerson`, of whoever it is for alone. */
export async function requireDriver(event: RequestEvent) {
  const found = await requirePerson(event);
  return found.isFor ? found : error(404, 'There is nothing here');
}

/** What they drive in this hub from today on. */
export async function drivesOf(
  { locals: { house, now } }: RequestEvent,
  person: string,
  hub: { slug: string; zone: string },
) {
  const today = localOf(now, hub.zone).slice(0, 10);
  const { offers } = await ownLifts.ofPerson(house.db, person, today, now);
  return offers.filter((one) => one.hub === hub.slug && one.day >= today);
}

/** Their sheet, of the drive in the address or of their next. Each time it is read is a line in the log. */
export async function sheetFor(event: RequestEvent) {
  const { hub, by, person } = await requireDriver(event);
  const { house, now } = event.locals;
  const wanted = event.url.searchParams.get('for');
  const drives = await drivesOf(event, person.id, hub);
  const offer = drives.find(({ id }) => !wanted || id === wanted);
  house.log('driver-sheet', { hub: hub.slug, person: person.id, by });
  return {
    path: `/${hub.slug}/desk/people/${person.id}/driving`,
    sheet: offer ? driverSheet(hub, offer, now) : null,
    offer,
  };
}
