import { isZone } from '#server/wall-clock.ts';
import type { Point } from './distance.ts';
import { bookingsOf, type Booking } from './gtfs-bookings.ts';
import { daysOf, type Runs } from './gtfs-calendar.ts';
import { callsNear, type Call } from './gtfs-calls.ts';
import { placesNear, type BusPlace, type NearPlaces } from './gtfs-places.ts';
import { TimetableRefused, type Because } from './gtfs-refusals.ts';
import { agenciesOf, repeatsOf, tripsOf, type Repeats, type TripWords } from './gtfs-trips.ts';
import { open } from './gtfs-zip.ts';

/** What is kept of a file: the trips near a hub, and nothing else. */
export interface NearTimetable {
  is: 'timetable';
  /** Whose it is: "Moor Buses". */
  name: string;
  zone: string;
  /** The day of the first figure of `services`, and the last on which anything runs. */
  begins: string;
  ends: string;
  places: BusPlace[];
  services: Runs[];
  bookings: (Omit<Booking, 'service'> & { service: number | null })[];
  trips: NearTrip[];
}

export interface NearTrip extends Omit<TripWords, 'service'> {
  service: number;
  repeats: Repeats[];
  /** Where it ends and when, in seconds of its day. */
  ends: { name: string; arrives: number | null } | null;
  /** Those that are near, in their order. */
  calls: NearCall[];
}

export interface NearCall extends Omit<Call, 'stop' | 'booking' | 'place'> {
  /** Its place among all calls of the trip. */
  nth: number;
  place: number;
  booking: number | null;
}

export type Read = NearTimetable | { is: Because; what: string };

/** Reads a GTFS or GTFS-Flex file; `near` are the places of the hub, `today` is 'YYYY-MM-DD'. Never throws for what is in it. */
export async function read(bytes: Uint8Array, near: Point[], today: string): Promise<Read> {
  try {
    if (near.length === 0) throw new TimetableRefused('no-places');
    return await readAll(bytes, near, today);
  } catch (problem) {
    if (!(problem instanceof TimetableRefused)) throw problem;
    return { is: problem.because, what: problem.what };
  }
}

async function readAll(bytes: Uint8Array, near: Point[], today: string): Promise<NearTimetable> {
  const zip = await open(bytes);
  const agencies = await agenciesOf(zip, isZone);
  const places = await placesNear(zip, near);
  const calls = await callsNear(zip, places);
  if (calls.size === 0) throw new TimetableRefused('nothing-near');
  const ids = new Set(calls.keys());
  const words = await tripsOf(zip, ids, agencies);
  const rules = await bookingsOf(zip);
  const asked = new Set([...words.values()].map(({ service }) => service));
  for (const { service } of rules.values()) if (service !== '') asked.add(service);
  const { begins, runs, ends } = await daysOf(zip, asked, today);
  if (ends === null || ends < today) throw new TimetableRefused('over', ends ?? '');
  const services = [...runs.keys()];
  const ruleIds = [...rules.keys()];
  const repeats = await repeatsOf(zip, ids);
  const trips = [...words].flatMap(([id, { service, ...same }]) =>
    runs.get(service)?.includes('1')
      ? [
          {
            ...same,
            service: services.indexOf(service),
            repeats: sinceTheFirst(repeats.get(id) ?? [], calls.get(id)![0]!),
            ...callsAndEnd(calls.get(id)!, places, ruleIds),
          },
        ]
      : [],
  );
  if (trips.length === 0) throw new TimetableRefused('over', ends);
  return {
    is: 'timetable',
    name: nameOf(trips.map(({ company }) => company)),
    zone: agencies.zone,
    begins,
    ends,
    places: places.places,
    services: [...runs.values()],
    bookings: [...rules.values()].map(({ service, ...rule }) => ({
      ...rule,
      service: service === '' ? null : services.indexOf(service),
    })),
    trips,
  };
}

function callsAndEnd(
  all: Call[],
  { names }: NearPlaces,
  ruleIds: string[],
): Pick<NearTrip, 'calls' | 'ends'> {
  const last = all.at(-1)!;
  const name = names.get(last.stop);
  return {
    ends: name === undefined ? null : { name, arrives: last.arrives },
    calls: all.flatMap(({ stop: _, booking, place, ...call }, nth) =>
      place === null
        ? []
        : [{ ...call, nth, place, booking: booking === '' ? null : known(ruleIds.indexOf(booking)) }],
    ),
  };
}

/** The times of such a trip say only how long it takes: each begins so many seconds after them. */
function sinceTheFirst(repeats: Repeats[], { departs }: Call): Repeats[] {
  const first = departs ?? 0;
  return repeats.map(({ from, to, ...same }) => ({ ...same, from: from - first, to: to - first }));
}

function known(at: number): number | null {
  return at < 0 ? null : at;
}

/** Those with the most trips: "Moor Buses", "Moor Buses and 2 more". */
function nameOf(companies: string[]): string {
  const different = [...new Set(companies)];
  return different.length === 1 ? different[0]! : `${different[0]} and ${different.length - 1} more`;
}
