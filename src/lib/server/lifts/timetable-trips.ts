import type { Reader, Row } from '#server/db/database.ts';
import { flag, number, numberOrNull, packedRows, text, textOrNull } from '#server/db/rows.ts';
import { sharesWord } from './bus-fits.ts';
import type { Point } from './distance.ts';
import type { Booking } from './gtfs-bookings.ts';
import type { Repeats } from './gtfs-trips.ts';
import type { Timetable } from './timetables.ts';

export interface Place {
  place: number;
  name: string;
  point: Point;
  rings: [number, number][][] | null;
}

/** Where somebody gets on or off; seconds of the day of the service. */
export interface End {
  /** Null for the end of the line, where that is not near. */
  place: number | null;
  arrives: number | null;
  departs: number | null;
  about: boolean;
  opens: number | null;
  closes: number | null;
  ring: boolean;
}

/** A trip that goes from one of some places to another. */
export interface TripBetween {
  /** Its number in its timetable. */
  trip: number;
  line: string;
  towards: string;
  company: string;
  telephone: string | null;
  /** A figure a day from the day its timetable begins. */
  runs: string;
  repeats: Repeats[];
  endsName: string;
  on: End & { place: number };
  off: End;
  booking: (Omit<Booking, 'service'> & { runs: string | null }) | null;
}

export async function places(db: Reader, timetable: string): Promise<Place[]> {
  const rows = await db.all(
    `SELECT place, name, latitude, longitude, rings
     FROM timetable_places
     WHERE timetable_id = :timetable
     ORDER BY place`,
    { timetable },
  );
  return rows.map((row) => ({
    place: number(row, 'place'),
    name: text(row, 'name'),
    point: { latitude: number(row, 'latitude'), longitude: number(row, 'longitude') },
    rings: row.rings === null ? null : (JSON.parse(text(row, 'rings')) as Place['rings']),
  }));
}

interface Asked {
  from: number[];
  to: number[];
  /** The days that may count: each with its figure in `runs`, and the seconds between which it arrives, or leaves. */
  days: { figure: number; low: number; high: number }[];
  /** True where it is when it arrives that counts. */
  arriving: boolean;
  /** Where somebody wants to go, for a trip that ends there out of sight. */
  words: string;
}

/** The trips that call at one of these and later at one of those, or end where the words say. */
export async function between(db: Reader, { id }: Timetable, asked: Asked): Promise<TripBetween[]> {
  const { from, to, words, arriving } = asked;
  if (from.length === 0 || (to.length === 0 && words === '')) return [];
  const days = JSON.stringify(asked.days.filter(({ figure }) => figure >= 0));
  const args = { id, days, from: JSON.stringify(from), most: MOST_ROWS };
  if (to.length > 0) {
    const row = await db.one(arriving ? ARRIVING : LEAVING, { ...args, to: JSON.stringify(to) });
    return packedRows(row!, 'trips').map(fromRow);
  }
  const row = await db.one(TO_THE_END, { ...args, arriving: Number(arriving) });
  const found = packedRows(row!, 'trips').map(fromRow);
  return found.filter((trip) => sharesWord(`${trip.towards} ${trip.endsName}`, words));
}

/** A trip to each pair of stops near both ends, on a few days: no page is to go through more than this. */
const MOST_ROWS = 1_000;
const PACKED = `
  SELECT json_group_array(json_object('trip', trip, 'line', line, 'towards', towards, 'company', company, 'telephone', telephone,
    'runs', runs, 'repeats', repeats, 'ends_name', ends_name, 'on_place', on_place, 'on_arrives', on_arrives,
    'on_departs', on_departs, 'on_about', on_about, 'on_opens', on_opens, 'on_closes', on_closes, 'on_way', on_way,
    'off_place', off_place, 'off_arrives', off_arrives, 'off_departs', off_departs, 'off_about', off_about,
    'off_opens', off_opens, 'off_closes', off_closes, 'off_way', off_way, 'booking', booking)) AS trips`;
const TRIP = `
  t.trip, t.line, t.towards, t.company, t.telephone, t.runs, t.repeats, t.ends_name, a.place AS on_place,
  a.arrives AS on_arrives, a.departs AS on_departs, a.about AS on_about, a.opens AS on_opens, a.closes AS on_closes,
  a.get_on AS on_way, (
    SELECT json_extract(m.bookings, '$[' || a.booking || ']') FROM timetables m WHERE m.id = :id) AS booking`;

/** `first` is the end whose times count: of thousands of calls only the few in time look for their other end. */
const betweenSql = (first: 'a' | 'b', time: 'a.departs' | 'b.arrives') => `
  ${PACKED}
  FROM (
    SELECT ${TRIP}, b.place AS off_place, b.arrives AS off_arrives, b.departs AS off_departs, b.about AS off_about,
      b.opens AS off_opens, b.closes AS off_closes, b.get_off AS off_way
    FROM timetable_calls ${first}
    CROSS JOIN timetable_trips t ON t.timetable_id = ${first}.timetable_id AND t.trip = ${first}.trip
    CROSS JOIN timetable_calls ${first === 'a' ? 'b' : 'a'}
      ON b.timetable_id = a.timetable_id AND b.trip = a.trip AND b.nth > a.nth
    WHERE a.timetable_id = :id AND b.timetable_id = :id AND a.place IN (SELECT value FROM json_each(:from))
      AND b.place IN (SELECT value FROM json_each(:to)) AND a.get_on <> 'no' AND b.get_off <> 'no'
      AND (a.place <> b.place OR a.opens IS NOT NULL)
      AND EXISTS (
        SELECT 1
        FROM json_each(:days) AS day
        WHERE (${first}.opens IS NOT NULL OR t.repeats IS NOT NULL
          OR ${time} BETWEEN day.value ->> 'low' AND day.value ->> 'high')
          AND substr(t.runs, (day.value ->> 'figure') + 1, 1) = '1')
    LIMIT :most)`;

const ARRIVING = betweenSql('b', 'b.arrives');
const LEAVING = betweenSql('a', 'a.departs');

const TO_THE_END = `
  ${PACKED}
  FROM (
    SELECT ${TRIP}, NULL AS off_place, t.ends_seconds AS off_arrives, NULL AS off_departs, 0 AS off_about,
      NULL AS off_opens, NULL AS off_closes, 'yes' AS off_way
    FROM timetable_calls a
    JOIN timetable_trips t ON t.timetable_id = a.timetable_id AND t.trip = a.trip
    WHERE a.timetable_id = :id AND a.place IN (SELECT value FROM json_each(:from)) AND a.get_on <> 'no'
      AND a.departs < t.ends_seconds AND EXISTS (
        SELECT 1
        FROM json_each(:days) AS day
        WHERE substr(t.runs, (day.value ->> 'figure') + 1, 1) = '1' AND (
          t.repeats IS NOT NULL OR
          CASE WHEN :arriving THEN t.ends_seconds ELSE a.departs END
            BETWEEN day.value ->> 'low' AND day.value ->> 'high'))
    LIMIT :most)`;

function fromRow(row: Row): TripBetween {
  const off = numberOrNull(row, 'off_place');
  return {
    trip: number(row, 'trip'),
    line: text(row, 'line'),
    towards: text(row, 'towards'),
    company: text(row, 'company'),
    telephone: textOrNull(row, 'telephone'),
    runs: text(row, 'runs'),
    repeats: JSON.parse(textOrNull(row, 'repeats') ?? '[]') as Repeats[],
    endsName: textOrNull(row, 'ends_name') ?? '',
    on: { ...endOf(row, 'on'), place: number(row, 'on_place') },
    off: { ...endOf(row, 'off'), place: off },
    booking: JSON.parse(textOrNull(row, 'booking') ?? 'null') as TripBetween['booking'],
  };
}

function endOf(row: Row, end: 'on' | 'off'): Omit<End, 'place'> {
  return {
    arrives: numberOrNull(row, `${end}_arrives`),
    departs: numberOrNull(row, `${end}_departs`),
    about: flag(row, `${end}_about`),
    opens: numberOrNull(row, `${end}_opens`),
    closes: numberOrNull(row, `${end}_closes`),
    ring: text(row, `${end}_way`) === 'ring',
  };
}
