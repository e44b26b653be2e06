import { DAY, MINUTE } from '#server/clock.ts';
import * as civil from '#server/civil-days.ts';
import type { Reader } from '#server/db/database.ts';
import { instantOf } from '#server/wall-clock.ts';
import { WALK_KM, type Journey } from './bus-fits.ts';
import * as distance from './distance.ts';
import type { Point } from './distance.ts';
import { isWithin } from './gtfs-places.ts';
import * as rides from './timetable-rides.ts';
import type { BusRide, Near, Way } from './timetable-rides.ts';
import * as trips from './timetable-trips.ts';
import type { Place } from './timetable-trips.ts';
import * as timetables from './timetables.ts';
import type { Timetable } from './timetables.ts';

export interface FromTimetables {
  there: BusRide[];
  back: BusRide[];
  /** Timetables that say nothing about this day, for they end before. */
  tooOld: { name: string; ends: string }[];
}

const WALK_KMH = 3;
const LONGEST_WALK = 20 * MINUTE;
const MOST = 3;

/** The timetables of a hub with their places, read once for any number of journeys. */
export async function known(db: Reader, hub: string): Promise<Known[]> {
  const all = await timetables.ofHub(db, hub);
  return Promise.all(
    all.map(async (timetable) => ({ timetable, places: await trips.places(db, timetable.id) })),
  );
}

export interface Known {
  timetable: Timetable;
  places: Place[];
}

/** The direct trips, there and back, that fit a journey: "in the timetable that was brought on 12 May". */
export async function fitting(
  db: Reader,
  all: Known[],
  journey: Journey,
  now: number,
): Promise<FromTimetables> {
  const found: FromTimetables = { there: [], back: [], tooOld: [] };
  for (const { timetable, places } of all) {
    if (timetable.ends < journey.day) {
      found.tooOld.push({ name: timetable.name, ends: timetable.ends });
      continue;
    }
    const at = nearAny(places, journey.from);
    const to = journey.to ? nearAny(places, [journey.to]) : (new Map() as Near);
    const common = { timetable, places, journey, now };
    if (journey.thereBy !== null)
      found.there.push(...(await wayOf(db, { ...common, leg: 'out', from: at, to })));
    if (journey.readyFrom !== null)
      found.back.push(...(await wayOf(db, { ...common, leg: 'back', from: to, to: at })));
  }
  found.there = firstOf(found.there.sort((a, b) => b.leaves - a.leaves));
  found.back = firstOf(found.back.sort((a, b) => a.leaves - b.leaves));
  return found;
}

/** A file may have one bus as two trips, each for some of the days. */
function firstOf(some: BusRide[]): BusRide[] {
  const different = new Map(some.map((ride) => [`${ride.line} ${ride.leaves} ${ride.getOn.name}`, ride]));
  return [...different.values()].slice(0, MOST);
}

function nearAny(places: Place[], points: Point[]): Near {
  const near: Near = new Map();
  for (const { place, point, rings } of places) {
    const kms = points.map((one) =>
      rings ? (isWithin(one, rings) ? 0 : Infinity) : distance.kmBetween(one, point),
    );
    const at = kms.indexOf(Math.min(Infinity, ...kms));
    if (at < 0 || kms[at]! > WALK_KM) continue;
    near.set(place, rings ? 0 : Math.ceil(distance.minutesBetween(points[at]!, point, WALK_KMH)));
  }
  return near;
}

/** The best of each trip: where there are several stops near, that with the least walking. */
async function wayOf(db: Reader, way: Way): Promise<BusRide[]> {
  const { timetable, from, to, leg, journey } = way;
  const [earliest, latest] = timesOf(way);
  const days = daysAround(journey.day, timetable);
  const figures = days.map(({ figure, zero }) => ({ figure, low: earliest - zero, high: latest - zero }));
  const words = leg === 'out' ? journey.toWords : '';
  const asked = { from: [...from.keys()], to: [...to.keys()], days: figures, arriving: leg === 'out', words };
  const found = (await trips.between(db, timetable, asked)).flatMap((trip) =>
    days
      .filter(({ figure }) => trip.runs[figure] === '1')
      .flatMap((day) => rides.ridesOf(trip, day.zero, way)),
  );
  const best = new Map<string, BusRide>();
  for (const ride of found) {
    const before = best.get(ride.key);
    if (!before || walkOf(ride) < walkOf(before)) best.set(ride.key, ride);
  }
  return [...best.values()];
}

/** Between when and when a bus arrives, or leaves on the way back; walks are looked at after. */
function timesOf({ leg, journey: { thereBy, readyFrom } }: Way): [earliest: number, latest: number] {
  return leg === 'out'
    ? [thereBy! - rides.EARLY - LONGEST_WALK, thereBy!]
    : [readyFrom!, readyFrom! + rides.LATE + LONGEST_WALK];
}

function walkOf({ getOn, getOff }: BusRide): number {
  return (getOn.walk ?? 0) + (getOff.walk ?? 0);
}

/** A day of service begins at noon minus 12 hours, which is not midnight when the clocks change. */
function daysAround(day: string, { begins, zone }: Timetable): { figure: number; zero: number }[] {
  const first = civil.dayOf(begins);
  return [-2, -1, 0, 1].map((more) => {
    const on = civil.dayOf(day) + more;
    return { figure: on - first, zero: instantOf(`${civil.dateOf(on)}T12:00`, zone) - DAY / 2 };
  });
}
