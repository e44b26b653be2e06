import type { Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, packedRows, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import type { Point } from './distance.ts';

/** What a host types in about a bus. Everybody may know all of it. */
export interface BusWords {
  kind: 'bus' | 'on-request';
  name: string;
  telephone: string | null;
  /** Monday is 0. */
  days: number[];
  /** 'HH:MM' where the hub is: when the first one goes, and the last one comes. Null: not known. */
  first: string | null;
  last: string | null;
  noticeHours: number;
  who: string;
  goes: string;
  /** Where people get on, in words. */
  stops: string;
  /** Pick-up points of the hub. */
  points: string[];
  toTheDoor: boolean;
}

export interface Bus extends BusWords {
  id: string;
  /** Its pick-up points, as long as people are fetched there. */
  at: { id: string; name: string; point: Point }[];
  checkedAt: number;
  closed: boolean;
}

const SELECT = `
  SELECT b.id, b.kind, b.name, b.telephone, b.days, b.first_time, b.last_time, b.notice_hours, b.who, b.goes, b.stops,
    b.to_the_door, b.checked_at, b.closed_at,
    (SELECT json_group_array(json_object('id', p.id, 'name', p.name, 'latitude', p.latitude,
       'longitude', p.longitude))
     FROM bus_stops s
     JOIN pick_up_points p ON p.id = s.point_id
     WHERE s.bus_id = b.id AND p.closed_at IS NULL) AS points
  FROM buses b`;

/** The buses of a hub by name; those that run no more too, at the end, where asked for. */
export async function ofHub(db: Reader, hub: string, { closed = false } = {}): Promise<Bus[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE b.hub = :hub AND (b.closed_at IS NULL OR :closed)
     ORDER BY b.closed_at IS NOT NULL, b.name COLLATE NOCASE, b.id`,
    { hub, closed: Number(closed) },
  );
  return rows.map(fromRow);
}

export async function find(db: Reader, hub: string, id: string): Promise<Bus | null> {
  const row = await db.one(`${SELECT} WHERE b.hub = :hub AND b.id = :id`, { hub, id });
  return row && fromRow(row);
}

/** Writes one down and returns its id. */
export async function add(
  tx: Writer,
  { hub, by, ...words }: BusWords & { hub: string; by: string },
  now: number,
): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO buses (id, hub, kind, name, telephone, days, first_time, last_time, notice_hours, who, goes, stops,
       to_the_door, made_at, made_by, checked_at)
     VALUES (:id, :hub, :kind, :name, :telephone, :days, :first, :last, :noticeHours, :who, :goes, :stops, :toTheDoor,
       :now, :by, :now)`,
    { id, hub, by, now, ...argsOf(words) },
  );
  await stopAt(tx, hub, id, words.points);
  return id;
}

/** Writes down how it is now; whoever does has looked whether it is still right. */
export async function change(
  tx: Writer,
  { hub, id, ...words }: BusWords & { hub: string; id: string },
  now: number,
): Promise<void> {
  await tx.run(
    `UPDATE buses
     SET kind = :kind, name = :name, telephone = :telephone, days = :days, first_time = :first, last_time = :last,
       notice_hours = :noticeHours, who = :who, goes = :goes, stops = :stops, to_the_door = :toTheDoor,
       checked_at = :now
     WHERE hub = :hub AND id = :id`,
    { hub, id, now, ...argsOf(words) },
  );
  await tx.run('DELETE FROM bus_stops WHERE bus_id = :id', { id });
  await stopAt(tx, hub, id, words.points);
}

/** Takes a bus off the list, or puts it back. */
export async function setClosed(
  tx: Writer,
  { hub, id, closed }: { hub: string; id: string; closed: boolean },
  now: number,
): Promise<void> {
  await tx.run('UPDATE buses SET closed_at = :at WHERE hub = :hub AND id = :id', {
    hub,
    id,
    at: closed ? now : null,
  });
}

async function stopAt(tx: Writer, hub: string, id: string, points: string[]): Promise<void> {
  await tx.run(
    `INSERT INTO bus_stops (bus_id, point_id)
     SELECT :id, p.id
     FROM pick_up_points p
     WHERE p.hub = :hub AND p.id IN (SELECT value FROM json_each(:points))`,
    { id, hub, points: JSON.stringify(points) },
  );
}

function argsOf({ days, toTheDoor, points: _, ...same }: BusWords) {
  const runs = Array.from({ length: 7 }, (_, day) => Number(days.includes(day))).join('');
  return { ...same, days: runs, toTheDoor: Number(toTheDoor) };
}

function fromRow(row: Row): Bus {
  const at = packedRows(row, 'points')
    .map((stop) => ({
      id: text(stop, 'id'),
      name: text(stop, 'name'),
      point: { latitude: number(stop, 'latitude'), longitude: number(stop, 'longitude') },
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return {
    id: text(row, 'id'),
    kind: text(row, 'kind') as BusWords['kind'],
    name: text(row, 'name'),
    telephone: textOrNull(row, 'telephone'),
    days: [...text(row, 'days')].flatMap((runs, day) => (runs === '1' ? [day] : [])),
    first: textOrNull(row, 'first_time'),
    last: textOrNull(row, 'last_time'),
    noticeHours: number(row, 'notice_hours'),
    who: text(row, 'who'),
    goes: text(row, 'goes'),
    stops: text(row, 'stops'),
    points: at.map(({ id }) => id),
    at,
    toTheDoor: flag(row, 'to_the_door'),
    checkedAt: number(row, 'checked_at'),
    closed: numberOrNull(row, 'closed_at') !== null,
  };
}
