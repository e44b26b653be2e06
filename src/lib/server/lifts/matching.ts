import type { Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import type { Offer } from './offers.ts';
import { seatsOf, type LiftRequest } from './requests.ts';
import type { Leg } from './rides.ts';

/** Pairs of people of whom one would rather not ride with the other; no page and no reason ever names them. */
export type Apart = ReadonlySet<string>;

export async function apart(db: Reader, hub: string): Promise<Apart> {
  const rows = await db.all('SELECT person_id, other_id FROM lift_rather_nots WHERE hub = :hub', { hub });
  return new Set(rows.map((row) => pairOf(text(row, 'person_id'), text(row, 'other_id'))));
}

export function areApart(some: Apart, a: string, b: string): boolean {
  return some.has(pairOf(a, b));
}

/** Whether a car and its driver have what somebody needs, with nobody else aboard. */
export function fits(offer: Offer, request: LiftRequest, some: Apart): boolean {
  if (offer.person === request.person || areApart(some, offer.person, request.person)) return false;
  if (request.womenOnly && !offer.woman) return false;
  if (request.dog && !offer.dogs) return false;
  if (request.lowSeat && !offer.lowSeat) return false;
  return legsShared(offer, request).length > 0 && holds(offer, [request]);
}

/** Whether all of these ride in the car at once; each wheelchair place takes seats away. */
export function holds(
  car: Pick<Offer, 'seats' | 'wheelchairs' | 'seatsAWheelchair' | 'boot'>,
  all: LiftRequest[],
): boolean {
  const sum = (of: (one: LiftRequest) => number) => all.reduce((so, one) => so + of(one), 0);
  const chairs = sum(({ inWheelchair }) => Number(inWheelchair));
  return (
    chairs <= car.wheelchairs &&
    sum(seatsOf) <= car.seats - chairs * car.seatsAWheelchair &&
    sum(bootOf) <= car.boot
  );
}

/** A folded wheelchair or a walking frame takes a place in the boot. */
export function bootOf({
  walkingFrame,
  foldedChair,
}: Pick<LiftRequest, 'walkingFrame' | 'foldedChair'>): number {
  return Number(walkingFrame) + Number(foldedChair);
}

export function legsShared(
  { legs: has }: Pick<Offer, 'legs'>,
  { legs: wants }: Pick<LiftRequest, 'legs'>,
): Leg[] {
  return (['out', 'back'] as const).filter(
    (leg) => (has === 'both' || has === leg) && (wants === 'both' || wants === leg),
  );
}

function pairOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
