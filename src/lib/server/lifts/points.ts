import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as distance from './distance.ts';
import type { Point } from './distance.ts';

export type Known = 'yes' | 'no' | 'not-known';

/** Where people are picked up: the bus shelter, the chapel, the shop. Everybody may know all of it. */
export interface PickUpPoint extends PointWords {
  id: string;
  closed: boolean;
}

export interface PointWords {
  name: string;
  directions: string;
  point: Point;
  lit: Known;
  seat: Known;
}

const DEFAULT_KMH = 40;

const SELECT = `
  SELECT id, name, directions, latitude, longitude, lit, seat, closed_at
  FROM pick_up_points`;

/** The points of a hub by name; closed ones too, at the end, where asked for. */
export async function ofHub(db: Reader, hub: string, { closed = false } = {}): Promise<PickUpPoint[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE hub = :hub AND (closed_at IS NULL OR :closed)
     ORDER BY closed_at IS NOT NULL, name COLLATE NOCASE, id`,
    { hub, closed: Number(closed) },
  );
  return rows.map(fromRow);
}

export async function find(db: Reader, hub: string, id: string): Promise<PickUpPoint | null> {
  const row = await db.one(`${SELECT} WHERE hub = :hub AND id = :id`, { hub, id });
  return row && fromRow(row);
}

/** Writes one down and returns its id; null for a point that is nowhere near the others of the hub. */
export async function add(
  tx: Writer,
  { hub, by, ...words }: PointWords & { hub: string; by: string },
  now: number,
): Promise<string | null> {
  if (await isElsewhere(tx, hub, words.point)) return null;
  const id = newId();
  await tx.run(
    `INSERT INTO pick_up_points (id, hub, name, directions, latitude, longitude, lit, seat, made_at, made_by)
     VALUES (:id, :hub, :name, :directions, :latitude, :longitude, :lit, :seat, :now, :by)`,
    { id, hub, by, now, ...argsOf(words) },
  );
  return id;
}

export async function change(
  tx: Writer,
  { hub, id, ...words }: PointWords & { hub: string; id: string },
): Promise<'changed' | 'elsewhere'> {
  if (await isElsewhere(tx, hub, words.point, id)) return 'elsewhere';
  await tx.run(
    `UPDATE pick_up_points
     SET name = :name, directions = :directions, latitude = :latitude, longitude = :longitude, lit = :lit,
       seat = :seat
     WHERE hub = :hub AND id = :id`,
    { hub, id, ...argsOf(words) },
  );
  return 'changed';
}

/** Takes a point off the list, or puts it back; lifts that begin there stay as they are. */
export async function setClosed(
  tx: Writer,
  { hub, id, closed }: { hub: string; id: string; closed: boolean },
  now: number,
): Promise<void> {
  await tx.run('UPDATE pick_up_points SET closed_at = :at WHERE hub = :hub AND id = :id', {
    hub,
    id,
    at: closed ? now : null,
  });
}

/** How fast a car gets about here, in kilometres an hour; 40 unless the hosts said otherwise. */
export async function speedOf(db: Reader, hub: string): Promise<number> {
  const row = await db.one('SELECT speed_kmh FROM lift_settings WHERE hub = :hub', { hub });
  return row ? number(row, 'speed_kmh') : DEFAULT_KMH;
}

export async function setSpeed(
  tx: Writer,
  { hub, kmh, by }: { hub: string; kmh: number; by: string },
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO lift_settings (hub, speed_kmh, changed_at, changed_by)
     VALUES (:hub, :kmh, :now, :by)
     ON CONFLICT (hub) DO UPDATE SET
       speed_kmh = excluded.speed_kmh, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    { hub, kmh, by, now },
  );
}

/** A point in the sea, or with its numbers the wrong way round, is far from every place that the hub knows. */
export async function isElsewhere(db: Reader, hub: string, point: Point, but = ''): Promise<boolean> {
  const rows = await db.all(
    `SELECT latitude, longitude FROM pick_up_points WHERE hub = :hub AND id <> :but
     UNION ALL
     SELECT latitude, longitude FROM venues WHERE hub = :hub AND latitude IS NOT NULL`,
    { hub, but },
  );
  return distance.isFarFrom(
    point,
    rows.map((row) => ({ latitude: number(row, 'latitude'), longitude: number(row, 'longitude') })),
  );
}

function argsOf({ name, directions, point, lit, seat }: PointWords) {
  return { name, directions, lit, seat, latitude: point.latitude, longitude: point.longitude };
}

function fromRow(row: Row): PickUpPoint {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    directions: text(row, 'directions'),
    point: { latitude: number(row, 'latitude'), longitude: number(row, 'longitude') },
    lit: text(row, 'lit') as Known,
    seat: text(row, 'seat') as Known,
    closed: numberOrNull(row, 'closed_at') !== null,
  };
}
