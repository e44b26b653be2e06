import type { Reader } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import * as occasions from './occasions.ts';
import type { Occasion } from './occasions.ts';
import * as offers from './offers.ts';
import type { Ride } from './rides.ts';
import type { Outing } from './situations.ts';

/** What two who share a ride may know of each other, once both have said yes. */
export interface Contact {
  riderTelephone: string | null;
  driverTelephone: string | null;
  /** Where the rider is fetched: an address only on the day itself and before, and only of a home. */
  address: string | null;
}

/**
 * The contact details of rides that are fixed, by ride: telephone numbers until a week after, the address of a home
 * until the end of the day. For the two of them and nobody else; a ride that is not fixed has none.
 */
export async function of(
  db: Reader,
  some: { ride: Ride; occasion: Occasion }[],
  now: number,
): Promise<Map<string, Contact>> {
  const fixed = some.filter(
    ({ ride, occasion }) => ride.settledAt !== null && occasions.isLately(occasion, now),
  );
  if (fixed.length === 0) return new Map();
  const rows = await db.all(CONTACTS, { ids: JSON.stringify(fixed.map(({ ride }) => ride.id)) });
  const ends = new Map(fixed.map(({ ride, occasion }) => [ride.id, occasion.dayEnds]));
  return new Map(
    rows.map((row) => [
      text(row, 'id'),
      {
        riderTelephone: textOrNull(row, 'rider_telephone'),
        driverTelephone: textOrNull(row, 'driver_telephone'),
        address: now < ends.get(text(row, 'id'))! ? textOrNull(row, 'address') : null,
      },
    ]),
  );
}

const CONTACTS = `
  SELECT r.id, rider.telephone AS rider_telephone, driver.telephone AS driver_telephone, h.address
  FROM rides r
  JOIN lift_requests q ON q.id = r.request_id
  JOIN lift_offers o ON o.id = r.offer_id
  JOIN people rider ON rider.id = q.person_id
  JOIN people driver ON driver.id = o.person_id
  LEFT JOIN lift_homes h ON h.person_id = q.person_id AND h.hub = q.hub AND q.from_point_id IS NULL
  WHERE r.settled_at IS NOT NULL AND r.ended_at IS NULL AND r.id IN (SELECT value FROM json_each(:ids))`;

/** When the first address that a driver may have is no longer theirs to read, Unix seconds; null for who drives nobody. */
export async function firstEnd(
  db: Reader,
  driver: string,
  today: string,
  now: number,
): Promise<number | null> {
  const given = await offers.ofPerson(db, driver, today);
  const ends = given.map(({ occasion }) => occasion.dayEnds).filter((end) => end > now);
  return ends.length > 0 ? Math.min(...ends) : null;
}

/**
 * The telephone numbers of those who share a settled ride of an outing, by request and offer: for its hosts, who are to
 * reach them on the day. Never an address.
 */
export async function numbersAt(db: Reader, { hub, day, meetup }: Outing): Promise<Map<string, string>> {
  const rows = await db.all(NUMBERS, { hub, day, meetup });
  return new Map(rows.map((row) => [text(row, 'id'), text(row, 'telephone')]));
}

/** Elsewhere all that go on a day are one outing. */
const OF_OUTING = '(l.meetup_id = :meetup OR :meetup IS NULL AND l.hub = :hub AND l.on_date = :day)';

const NUMBERS = `
  SELECT l.id, people.telephone
  FROM lift_requests l
  JOIN people ON people.id = l.person_id
  WHERE ${OF_OUTING} AND people.telephone IS NOT NULL AND EXISTS (
    SELECT 1 FROM rides r WHERE r.request_id = l.id AND r.settled_at IS NOT NULL AND r.ended_at IS NULL)
  UNION ALL
  SELECT l.id, people.telephone
  FROM lift_offers l
  JOIN people ON people.id = l.person_id
  WHERE ${OF_OUTING} AND people.telephone IS NOT NULL AND EXISTS (
    SELECT 1 FROM rides r WHERE r.offer_id = l.id AND r.settled_at IS NOT NULL AND r.ended_at IS NULL)`;
