import { TimetableRefused } from './gtfs-refusals.ts';
import { eachRow, plainly } from './gtfs-rows.ts';
import type { TimetableZip } from './gtfs-zip.ts';

/** What a trip is called, and whom to ring about it. */
export interface TripWords {
  /** "95", or a longer name where there is no short one. */
  line: string;
  /** Where it says it goes; '' where the file does not say. */
  towards: string;
  company: string;
  telephone: string | null;
  service: string;
}

/** Trips that come again and again, between when and when, and whether they keep to those times exactly. All seconds. */
export interface Repeats {
  from: number;
  to: number;
  every: number;
  exact: boolean;
}

interface Agencies {
  /** The zone that all times are in; they have one together. */
  zone: string;
  of(id: string): { name: string; telephone: string | null };
  names: string[];
}

const MOST_TRIPS = 2_000_000;
const MOST_ROUTES = 50_000;
const MOST_REPEATS = 20_000;

export async function agenciesOf(zip: TimetableZip, isZone: (zone: string) => boolean): Promise<Agencies> {
  const all = new Map<string, { name: string; telephone: string | null }>();
  let zone = '';
  const columns = {
    needed: ['agency_name', 'agency_timezone'] as const,
    others: ['agency_id', 'agency_phone'] as const,
  };
  await eachRow(zip, 'agency.txt', columns, 5_000, (row) => {
    zone ||= row.agency_timezone;
    const telephone = telephoneOf(row.agency_phone);
    all.set(row.agency_id, { name: plainly(row.agency_name), telephone });
  });
  if (!isZone(zone)) throw new TimetableRefused('odd', 'agency.txt');
  const [only] = all.values();
  return {
    zone,
    of: (id) => all.get(id) ?? only!,
    names: [...all.values()].map(({ name }) => name),
  };
}

/** The trips with these ids, by id. */
export async function tripsOf(
  zip: TimetableZip,
  ids: Set<string>,
  agencies: Agencies,
): Promise<Map<string, TripWords>> {
  const routes = new Map<string, { line: string; agency: string }>();
  const routeColumns = {
    needed: ['route_id'] as const,
    others: ['route_short_name', 'route_long_name', 'agency_id'] as const,
  };
  await eachRow(zip, 'routes.txt', routeColumns, MOST_ROUTES, (row) => {
    const line = plainly(row.route_short_name || row.route_long_name);
    routes.set(row.route_id, { line, agency: row.agency_id });
  });
  const trips = new Map<string, TripWords>();
  const columns = {
    needed: ['trip_id', 'route_id', 'service_id'] as const,
    others: ['trip_headsign'] as const,
  };
  await eachRow(zip, 'trips.txt', columns, MOST_TRIPS, (row) => {
    const route = routes.get(row.route_id);
    if (!ids.has(row.trip_id) || !route) return;
    const { name: company, telephone } = agencies.of(route.agency);
    const towards = plainly(row.trip_headsign);
    trips.set(row.trip_id, { line: route.line, towards, company, telephone, service: row.service_id });
  });
  return trips;
}

/** GTFS Schedule Reference, "frequencies.txt". */
export async function repeatsOf(zip: TimetableZip, ids: Set<string>): Promise<Map<string, Repeats[]>> {
  const repeats = new Map<string, Repeats[]>();
  if (!zip.has('frequencies.txt')) return repeats;
  const columns = {
    needed: ['trip_id', 'start_time', 'end_time', 'headway_secs'] as const,
    others: ['exact_times'] as const,
  };
  await eachRow(zip, 'frequencies.txt', columns, MOST_REPEATS, (row) => {
    if (!ids.has(row.trip_id)) return;
    const [from, to, every] = [secondsOf(row.start_time), secondsOf(row.end_time), Number(row.headway_secs)];
    if (from === null || to === null || !(every >= 60)) throw new TimetableRefused('odd', 'frequencies.txt');
    const one = { from, to, every, exact: row.exact_times === '1' };
    repeats.set(row.trip_id, [...(repeats.get(row.trip_id) ?? []), one]);
  });
  return repeats;
}

/**
 * 'HH:MM:SS' as seconds since noon minus 12 hours of its day; after midnight hours go on from 24. Null for an empty one.
 * Throws TimetableRefused for what is no time. Source: GTFS Schedule Reference, field type "Time".
 */
export function secondsOf(text: string): number | null {
  if (text === '') return null;
  const [, hours, minutes, seconds] = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 72)
    throw new TimetableRefused('odd', `time ${text.slice(0, 20)}`);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** A number that can be rung, or null. */
export function telephoneOf(text: string): string | null {
  const number = text.replace(/\s+/g, ' ').trim();
  return /^\+?[\d\s().-]{5,30}$/.test(number) ? number : null;
}
