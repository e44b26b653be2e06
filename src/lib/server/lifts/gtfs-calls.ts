import type { NearPlaces } from './gtfs-places.ts';
import { TimetableRefused } from './gtfs-refusals.ts';
import { eachRow, type Cells } from './gtfs-rows.ts';
import { secondsOf } from './gtfs-trips.ts';
import type { TimetableZip } from './gtfs-zip.ts';

/** Where a trip calls. Seconds are those of the day of the service, from noon minus 12 hours. */
export interface Call {
  /** The stop or area, by its number; of a stop that is not near: null. */
  place: number | null;
  stop: string;
  arrives: number | null;
  departs: number | null;
  /** Times that the file itself calls rough, or that were put between two others. */
  about: boolean;
  /** For a bus that comes when it is rung: between when and when. */
  opens: number | null;
  closes: number | null;
  getOn: Way;
  getOff: Way;
  /** The id of the rule to be kept when getting on. */
  booking: string;
}

/** 'no': not here. 'ring': only after ringing, or asking the driver. */
export type Way = 'yes' | 'no' | 'ring';

const MOST_ROWS = 6_000_000;
const MOST_TRIPS = 5_000;
const MOST_CALLS = 200_000;
const COLUMNS = {
  needed: ['trip_id', 'stop_sequence'] as const,
  others: [
    ...(['stop_id', 'arrival_time', 'departure_time', 'pickup_type', 'drop_off_type', 'timepoint'] as const),
    ...(['location_id', 'location_group_id', 'start_pickup_drop_off_window'] as const),
    ...(['end_pickup_drop_off_window', 'pickup_booking_rule_id'] as const),
  ] as const,
};
type Row = Cells<(typeof COLUMNS.needed)[number] | (typeof COLUMNS.others)[number]>;

/**
 * All that stop_times.txt says of the trips that call near the hub, each in its order. Two readings, so that no more is
 * held in memory than those trips.
 */
export async function callsNear(zip: TimetableZip, { byId }: NearPlaces): Promise<Map<string, Call[]>> {
  const ids = new Set<string>();
  await eachRow(zip, 'stop_times.txt', COLUMNS, MOST_ROWS, (row) => {
    if (!byId.has(idOf(row))) return;
    ids.add(row.trip_id);
    if (ids.size > MOST_TRIPS) throw new TimetableRefused('too-large', 'stop_times.txt');
  });
  const calls = new Map<string, { nth: number; call: Call }[]>();
  let number = 0;
  await eachRow(zip, 'stop_times.txt', COLUMNS, MOST_ROWS, (row) => {
    if (!ids.has(row.trip_id)) return;
    const nth = Number(row.stop_sequence);
    if (row.stop_sequence === '' || !Number.isInteger(nth))
      throw new TimetableRefused('odd', 'stop_times.txt');
    const some = calls.get(row.trip_id) ?? [];
    calls.set(row.trip_id, some);
    // A group of stops is as many calls as it has stops near.
    for (const place of byId.get(idOf(row)) ?? [null]) some.push({ nth, call: callOf(row, place) });
    number += 1;
    if (number > MOST_CALLS) throw new TimetableRefused('too-large', 'stop_times.txt');
  });
  return new Map([...calls].map(([trip, some]) => [trip, inOrder(some)]));
}

function idOf({ stop_id: stop, location_id: area, location_group_id: group }: Row): string {
  return area || group || stop;
}

function callOf(row: Row, place: number | null): Call {
  const [opens, closes] = [
    secondsOf(row.start_pickup_drop_off_window),
    secondsOf(row.end_pickup_drop_off_window),
  ];
  const arrives = secondsOf(row.arrival_time) ?? secondsOf(row.departure_time);
  const isWindow = opens !== null && closes !== null;
  return {
    place,
    stop: row.stop_id,
    arrives: isWindow ? null : arrives,
    departs: isWindow ? null : (secondsOf(row.departure_time) ?? arrives),
    about: row.timepoint === '0',
    opens: isWindow ? opens : null,
    closes: isWindow ? closes : null,
    getOn: wayOf(row.pickup_type),
    getOff: wayOf(row.drop_off_type),
    booking: row.pickup_booking_rule_id,
  };
}

function wayOf(type: string): Way {
  if (type === '1') return 'no';
  return type === '2' || type === '3' ? 'ring' : 'yes';
}

/** By their number, with rough times between those that the file gives. */
function inOrder(some: { nth: number; call: Call }[]): Call[] {
  const calls = some.sort((a, b) => a.nth - b.nth).map(({ call }) => call);
  let known = -1;
  calls.forEach((call, at) => {
    if (call.arrives === null) return;
    if (known >= 0) putBetween(calls, known, at);
    known = at;
  });
  return calls;
}

/** Stops without a time of their own get one in equal steps, and it is called rough. */
function putBetween(calls: Call[], from: number, to: number): void {
  const [begins, ends] = [calls[from]!.departs!, calls[to]!.arrives!];
  for (let at = from + 1; at < to; at += 1) {
    const call = calls[at]!;
    if (call.opens !== null) continue;
    const time = Math.round(begins + ((ends - begins) * (at - from)) / (to - from));
    Object.assign(call, { arrives: time, departs: time, about: true });
  }
}
