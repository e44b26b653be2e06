import type { Reader } from '#server/db/database.ts';
import { number } from '#server/db/rows.ts';

/**
 * How many lifts await a person's yes or no, as a rider or as a driver; the two ways of one are one. `now` in Unix
 * seconds.
 */
export async function count(db: Reader, person: string, now: number): Promise<number> {
  const row = await db.one(
    `SELECT COUNT(*) AS awaiting
       FROM (SELECT rides.request_id AS lift
               FROM lift_requests
               JOIN rides ON rides.request_id = lift_requests.id
              WHERE lift_requests.person_id = :person AND rides.rider_yes_at IS NULL AND ${IS_OPEN}
              UNION
             SELECT rides.offer_id
               FROM lift_offers
               JOIN rides ON rides.offer_id = lift_offers.id
              WHERE lift_offers.person_id = :person AND rides.driver_yes_at IS NULL AND ${IS_OPEN})`,
    { person, now },
  );
  return row ? number(row, 'awaiting') : 0;
}

const IS_OPEN = `rides.request_id IS NOT NULL AND rides.offer_id IS NOT NULL AND rides.asked_at IS NOT NULL
                AND rides.ended_at IS NULL AND rides.pick_up_at > :now`;
