import type { RequestEvent } from '@sveltejs/kit';
import { lineInWords, type BusesFirst, type ShownBus, type ShownRide } from '#lib/bus-words.ts';
import { DAY } from '#server/clock.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import * as busFits from '#server/lifts/bus-fits.ts';
import type { Journey } from '#server/lifts/bus-fits.ts';
import * as buses from '#server/lifts/buses.ts';
import type { Bus } from '#server/lifts/buses.ts';
import * as distance from '#server/lifts/distance.ts';
import * as homes from '#server/lifts/homes.ts';
import type { Occasion } from '#server/lifts/occasions.ts';
import * as points from '#server/lifts/points.ts';
import * as timetableFits from '#server/lifts/timetable-fits.ts';
import type { BusRide } from '#server/lifts/timetable-rides.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as meetups from '#server/meetups/meetups.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { readForm, refuse } from '../../door.ts';
import { LOOK } from './forms.ts';
import type { Whose } from './wanting.ts';

/** Above the form: what fits the meet-up, or else what there is. */
export async function first(event: RequestEvent, { hub, person }: Whose): Promise<BusesFirst> {
  const id = event.url.searchParams.get('meetup');
  const { house, now } = event.locals;
  const meetup = id === null ? null : await meetups.find(house.db, hub.slug, id, now);
  const from = await beginsAt(event, hub, person, null);
  return fitting(event, hub, meetup && journeyTo(meetup, from));
}

/** What fits the day and the times that were entered so far. Nothing is written down. */
export async function look(event: RequestEvent, { hub, person }: Whose) {
  const form = await readForm(event, LOOK);
  if (!form.ok) return form.failure;
  const { onDate, thereBy, readyFrom, from, toPoint, toWords, legs } = form.value;
  if (onDate === null) return refuse(form.values, { onDate: 'Choose the day' });
  const at = (time: string | null) => (time === null ? null : instantOf(`${onDate}T${time}`, hub.zone));
  const journey = {
    zone: hub.zone,
    day: onDate,
    thereBy: legs === 'back' ? null : at(thereBy),
    readyFrom: legs === 'out' ? null : at(readyFrom),
  };
  if (journey.thereBy === null && journey.readyFrom === null)
    return refuse(form.values, { thereBy: 'Enter when to be there, like 10:40' });
  const to = toPoint === null ? null : await points.find(event.locals.house.db, hub.slug, toPoint);
  const begins = await beginsAt(event, hub, person, from);
  const goes = { from: begins, to: to?.point ?? null, toWords: to?.name ?? toWords ?? '' };
  return {
    values: form.values,
    buses: { ...(await fitting(event, hub, { ...journey, ...goes })), says: true },
  };
}

/** What there is, and what may fit each trip; of homes nobody else's are looked at. */
export async function ofTrips(
  event: RequestEvent,
  { hub, person }: Pick<Whose, 'hub' | 'person'>,
  trips: { key: string; occasion: Occasion | null; meetup: Meetup | null }[],
) {
  const { house, now } = event.locals;
  const all = await buses.ofHub(house.db, hub.slug);
  const from = await beginsAt(event, hub, person, null);
  const known = await timetableFits.known(house.db, hub.slug);
  const byTrip = new Map<string, string[]>();
  for (const { key, occasion, meetup } of trips) {
    const journey = meetup ? journeyTo(meetup, from) : journeyFor(occasion!, from);
    const { there } = await timetableFits.fitting(house.db, known, journey, now);
    const typed = busFits.amongBuses(all, journey, now).map(({ bus }) => bus.name);
    byTrip.set(key, [...new Set([...there.map(lineInWords), ...typed])]);
  }
  return { all: all.map((bus) => shown(bus, hub, now)), byTrip };
}

function journeyFor(
  { zone, day, thereBy, readyFrom, meetup, point, title }: Occasion,
  from: distance.Point[],
) {
  return { zone, day, thereBy, readyFrom, from, to: meetup === null ? point : null, toWords: title };
}

/** A home is nothing to look up by: whoever reads this may not know where it is. */
function journeyTo(meetup: Meetup, from: distance.Point[]): Journey {
  const { zone, startsLocal, startsAt: thereBy, endsAt: readyFrom, venue } = meetup;
  const to = venue.kind === 'home' ? null : venue.point;
  return { zone, day: startsLocal.slice(0, 10), thereBy, readyFrom, from, to, toWords: '' };
}

/** Where somebody sets out: as chosen, or else their own home, or any place of the hub. A host is not told of homes. */
async function beginsAt(
  { locals: { house } }: RequestEvent,
  { slug }: Hub,
  person: string | null,
  chosen: string | null,
): Promise<distance.Point[]> {
  const all = await points.ofHub(house.db, slug);
  const at = (id: string | null) => all.find((one) => one.id === id)?.point;
  const home = person === null ? null : await homes.of(house.db, slug, person);
  const point = at(chosen) ?? home?.point ?? at(home?.near ?? null);
  return point ? [point] : all.map((one) => one.point);
}

async function fitting(event: RequestEvent, hub: Hub, journey: Journey | null): Promise<BusesFirst> {
  const { house, now } = event.locals;
  const all = await buses.ofHub(house.db, hub.slug);
  const some = journey === null ? [] : busFits.amongBuses(all, journey, now);
  const isFitting = (bus: Bus) => some.some((one) => one.bus.id === bus.id);
  const show = (bus: Bus) => shown(bus, hub, now);
  const known = journey === null ? [] : await timetableFits.known(house.db, hub.slug);
  const rides = journey && (await timetableFits.fitting(house.db, known, journey, now));
  return {
    day: journey?.day ?? null,
    says: all.length + known.length > 0,
    wants: { there: journey?.thereBy != null, back: journey?.readyFrom != null },
    there: rides?.there.map((ride) => shownRide(ride, hub)) ?? [],
    back: rides?.back.map((ride) => shownRide(ride, hub)) ?? [],
    tooOld: rides?.tooOld ?? [],
    fitting: some.map(({ bus, there, back }) => ({ bus: show(bus), there, back })),
    others: all.filter((bus) => !isFitting(bus)).map(show),
  };
}

function shownRide(
  { key: _, timetable, leaves, arrives, ringBy, ...same }: BusRide,
  { zone }: Hub,
): ShownRide {
  const local = (instant: number | null) => (instant === null ? null : localOf(instant, zone));
  return {
    ...same,
    ...{ leaves: localOf(leaves, zone), arrives: local(arrives), ringBy: local(ringBy) },
    brought: localOf(timetable.broughtAt, zone).slice(0, 10),
  };
}

/** After so long a card asks to be looked at again. */
const OLD = 180 * DAY;

export function shown({ at, checkedAt, ...bus }: Bus, { zone }: Hub, now: number): ShownBus {
  const { points: _, closed: _c, ...same } = bus;
  return {
    ...same,
    at: at.map(({ name }) => name),
    checked: localOf(checkedAt, zone).slice(0, 10),
    isOld: now - checkedAt > OLD,
  };
}
