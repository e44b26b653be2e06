import type { NearTimetable, Read } from './gtfs-reading.ts';

/** What is kept of a timetable, ready to be written: a list of 200,000 things would hold up everybody on its way between threads. */
export interface PackedTimetable extends Pick<NearTimetable, 'is' | 'name' | 'zone' | 'begins' | 'ends'> {
  /** JSON, as in the table `timetables`. */
  bookings: string;
  steps: Step[];
}

/** Some rows for one table, as a JSON list of lists of values. */
export interface Step {
  table: 'places' | 'trips' | 'calls';
  json: string;
}

/** So many rows are written at once; everybody else waits for less than 50 ms. */
const ROWS_A_STEP = 500;

/** As it leaves the thread that read it; a refusal stays as it is. */
export function packed(read: Read): PackedTimetable | Exclude<Read, NearTimetable> {
  if (read.is !== 'timetable') return read;
  const { is, name, zone, begins, ends, bookings, services } = read;
  const rules = bookings.map(({ service, ...rule }) => ({
    ...rule,
    runs: service === null ? null : (services[service] ?? null),
  }));
  return { is, name, zone, begins, ends, bookings: JSON.stringify(rules), steps: stepsOf(read) };
}

function stepsOf(timetable: NearTimetable): Step[] {
  return [
    ...inSteps('places', placesOf(timetable)),
    ...inSteps('trips', tripsOf(timetable)),
    ...inSteps('calls', callsOf(timetable)),
  ];
}

/** Row by row, since the thread has no memory for all of them. */
function* inSteps(table: Step['table'], rows: Iterable<unknown[]>): Generator<Step> {
  let some: unknown[][] = [];
  for (const row of rows) {
    some.push(row);
    if (some.length < ROWS_A_STEP) continue;
    yield { table, json: JSON.stringify(some) };
    some = [];
  }
  if (some.length > 0) yield { table, json: JSON.stringify(some) };
}

function* placesOf({ places }: NearTimetable): Generator<unknown[]> {
  for (const [place, { name, point, rings }] of places.entries())
    yield [place, name, point.latitude, point.longitude, rings && JSON.stringify(rings)];
}

function* tripsOf({ trips, services }: NearTimetable): Generator<unknown[]> {
  for (const [trip, { line, towards, company, telephone, service, repeats, ends }] of trips.entries())
    yield [
      ...[trip, line, towards, company, telephone, services[service]],
      repeats.length > 0 ? JSON.stringify(repeats) : null,
      ...[ends?.name ?? null, ends?.arrives ?? null],
    ];
}

function* callsOf({ trips }: NearTimetable): Generator<unknown[]> {
  for (const [trip, { calls }] of trips.entries())
    for (const call of calls)
      yield [
        ...[trip, call.nth, call.place, call.arrives, call.departs, Number(call.about), call.opens],
        ...[call.closes, call.getOn, call.getOff, call.booking],
      ];
}
