import type { Reader, Row } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import type { Point } from './distance.ts';

/** A timetable that was brought, and what is kept of it. */
export interface Timetable {
  id: string;
  name: string;
  zone: string;
  begins: string;
  /** The last day on which anything of it runs, 'YYYY-MM-DD'. */
  ends: string;
  broughtAt: number;
  stops: number;
  trips: number;
}

const SELECT = `
  SELECT t.id, t.name, t.zone, t.begins, t.ends, t.brought_at,
    (SELECT COUNT(*) FROM timetable_places p WHERE p.timetable_id = t.id) AS stops,
    (SELECT COUNT(*) FROM timetable_trips r WHERE r.timetable_id = t.id) AS trips
  FROM timetables t
  WHERE t.hub = :hub AND t.ready_at IS NOT NULL`;

export async function ofHub(db: Reader, hub: string): Promise<Timetable[]> {
  return (await db.all(`${SELECT} ORDER BY t.name COLLATE NOCASE, t.id`, { hub })).map(fromRow);
}

/** Where people of a hub set out and go to on the map, open or not: all that is near one of these is kept. */
export async function placesOf(db: Reader, hub: string): Promise<Point[]> {
  const rows = await db.all(
    `SELECT latitude, longitude FROM pick_up_points WHERE hub = :hub AND closed_at IS NULL
     UNION ALL
     SELECT latitude, longitude FROM venues WHERE hub = :hub AND latitude IS NOT NULL AND closed_at IS NULL`,
    { hub },
  );
  return rows.map((row) => ({ latitude: number(row, 'latitude'), longitude: number(row, 'longitude') }));
}

function fromRow(row: Row): Timetable {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    zone: text(row, 'zone'),
    begins: text(row, 'begins'),
    ends: text(row, 'ends'),
    broughtAt: number(row, 'brought_at'),
    stops: number(row, 'stops'),
    trips: number(row, 'trips'),
  };
}
