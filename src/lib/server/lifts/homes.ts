import type { Reader, Writer } from '#server/db/database.ts';
import { numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import type { Point } from './distance.ts';

/** Where somebody is fetched from. The address is for whoever drives them, once both have said yes; see `where.ts`. */
export interface Home {
  address: string;
  /** The pick-up point that it is near, which is all that others read. */
  near: string | null;
  point: Point | null;
}

export async function of(db: Reader, hub: string, person: string): Promise<Home | null> {
  const row = await db.one(
    `SELECT address, near_id, latitude, longitude
     FROM lift_homes
     WHERE person_id = :person AND hub = :hub`,
    { person, hub },
  );
  if (!row) return null;
  const [latitude, longitude] = [numberOrNull(row, 'latitude'), numberOrNull(row, 'longitude')];
  return {
    address: text(row, 'address'),
    near: textOrNull(row, 'near_id'),
    point: latitude === null || longitude === null ? null : { latitude, longitude },
  };
}

/** Writes down where somebody lives, in place of what was there. */
export async function say(
  tx: Writer,
  { hub, person, by, address, near, point }: Home & { hub: string; person: string; by: string | null },
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO lift_homes (person_id, hub, address, near_id, latitude, longitude, changed_at, entered_by)
     VALUES (:person, :hub, :address, :near, :latitude, :longitude, :now, :by)
     ON CONFLICT (person_id, hub) DO UPDATE SET
       address = excluded.address, near_id = excluded.near_id, latitude = excluded.latitude,
       longitude = excluded.longitude, changed_at = excluded.changed_at, entered_by = excluded.entered_by`,
    {
      hub,
      person,
      by,
      address,
      near,
      now,
      latitude: point?.latitude ?? null,
      longitude: point?.longitude ?? null,
    },
  );
}
