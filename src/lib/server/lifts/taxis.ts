import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';

/** A licensed firm that a host can ring. Money is pence, notice is minutes. */
export interface Taxi extends NewTaxi {
  id: string;
}

export interface NewTaxi {
  name: string;
  telephone: string;
  seats: number;
  wheelchairs: number;
  seatsAWheelchair: number;
  fixedPence: number;
  minutePence: number;
  noticeMin: number;
}

/** The firms of a hub that are still rung, by name. */
export async function ofHub(db: Reader, hub: string): Promise<Taxi[]> {
  const rows = await db.all(
    `SELECT id, name, telephone, seats, wheelchairs, seats_a_wheelchair, fixed_pence, minute_pence, notice_min
     FROM lift_taxis
     WHERE hub = :hub AND closed_at IS NULL
     ORDER BY name COLLATE NOCASE, id`,
    { hub },
  );
  return rows.map(fromRow);
}

/** A firm, whether or not it is still rung, or null. */
export async function find(db: Reader, id: string): Promise<Taxi | null> {
  const row = await db.one(
    `SELECT id, name, telephone, seats, wheelchairs, seats_a_wheelchair, fixed_pence, minute_pence, notice_min
     FROM lift_taxis
     WHERE id = :id`,
    { id },
  );
  return row && fromRow(row);
}

export async function add(
  tx: Writer,
  { hub, by, ...taxi }: NewTaxi & { hub: string; by: string },
  now: number,
): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO lift_taxis (id, hub, name, telephone, seats, wheelchairs, seats_a_wheelchair, fixed_pence,
       minute_pence, notice_min, made_at, made_by)
     VALUES (:id, :hub, :name, :telephone, :seats, :wheelchairs, :seatsAWheelchair, :fixedPence, :minutePence,
       :noticeMin, :now, :by)`,
    { ...taxi, id, hub, by, now },
  );
  return id;
}

/** Nobody rings them any more. */
export async function close(
  tx: Writer,
  { hub, id }: { hub: string; id: string },
  now: number,
): Promise<void> {
  await tx.run('UPDATE lift_taxis SET closed_at = :now WHERE hub = :hub AND id = :id AND closed_at IS NULL', {
    hub,
    id,
    now,
  });
}

/** A host has ordered one for these requests. */
export async function order(
  tx: Writer,
  { taxi, requests, by }: { taxi: string; requests: string[]; by: string },
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO lift_taxi_orders (request_id, taxi_id, ordered_at, ordered_by, starts_at)
     SELECT value, :taxi, :now, :by, meetups.starts_at
     FROM json_each(:requests)
     JOIN lift_requests ON lift_requests.id = value
     LEFT JOIN meetups ON meetups.id = lift_requests.meetup_id
     WHERE true
     ON CONFLICT DO NOTHING`,
    { taxi, by, now, requests: JSON.stringify(requests) },
  );
}

/** It is called off: a lift is looked for again. */
export async function callOff(tx: Writer, request: string): Promise<void> {
  await tx.run('DELETE FROM lift_taxi_orders WHERE request_id = :request', { request });
}

/** By request: the firm that a taxi is ordered from. */
export async function orderedFor(db: Reader, requests: string[]): Promise<Map<string, string>> {
  const rows = await db.all(
    `SELECT lift_taxi_orders.request_id, lift_taxis.name
     FROM json_each(:requests)
     JOIN lift_taxi_orders ON lift_taxi_orders.request_id = value
     JOIN lift_taxis ON lift_taxis.id = lift_taxi_orders.taxi_id`,
    { requests: JSON.stringify(requests) },
  );
  return new Map(rows.map((row) => [text(row, 'request_id'), text(row, 'name')]));
}

function fromRow(row: Row): Taxi {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    telephone: text(row, 'telephone'),
    seats: number(row, 'seats'),
    wheelchairs: number(row, 'wheelchairs'),
    seatsAWheelchair: number(row, 'seats_a_wheelchair'),
    fixedPence: number(row, 'fixed_pence'),
    minutePence: number(row, 'minute_pence'),
    noticeMin: number(row, 'notice_min'),
  };
}
