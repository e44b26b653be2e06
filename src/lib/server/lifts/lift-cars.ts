import { instantOf } from '#server/wall-clock.ts';
import type { Places } from './lift-places.ts';
import type { Offer } from './offers.ts';
import type { LiftCar, Run } from './plan-problem.ts';
import type { Ride } from './rides.ts';
import { ANY_TIME, minutesAt, type Situation } from './situations.ts';

/** A driver's own times bend by so much for others (minutes). */
const DRIVER_BENDS = 60;

/** A car with its driver's ways; `rides` are those that stay. */
export function carOf(
  situation: Situation,
  offer: Offer,
  { rides, places }: { rides: Ride[]; places: Places },
): LiftCar {
  const { id, firstName, wheelchairs, seats, seatsAWheelchair, boot, homeBy } = offer;
  const { zone, day } = situation.outing;
  return {
    ...{ id, name: firstName, only: null, price: null, pledge: null, recent: 0 },
    layouts: Array.from({ length: wheelchairs + 1 }, (_, chairs) => ({
      ...{ seats: seats - chairs * seatsAWheelchair, wheelchairs: chairs, boot },
    })),
    offers: [...(offer.dogs ? ['dog'] : []), ...(offer.lowSeat ? ['low seat'] : [])],
    notAfterDark: offer.notAfterDark,
    homeBy: homeBy === null ? null : minutesAt(situation, instantOf(`${day}T${homeBy}`, zone)),
    runs: runsOf(situation, offer, { rides, places }),
  };
}

function runsOf(
  situation: Situation,
  { id, legs, occasion, detourMin }: Offer,
  { rides, places }: { rides: Ride[]; places: Places },
): Run[] {
  const { home, away } = places.of.get(id)!;
  const { thereBy, readyFrom } = occasion;
  // Who has said yes to more than they once thought of is held to that.
  const detour = (leg: Ride['leg']) =>
    rides.reduce(
      (most, ride) => (ride.offer === id && ride.leg === leg ? Math.max(most, ride.detourMin + 1) : most),
      detourMin,
    );
  const by = thereBy === null ? null : minutesAt(situation, thereBy);
  const ready = readyFrom === null ? null : minutesAt(situation, readyFrom);
  const out: Run = {
    ...{ leg: 'out', from: home, to: away, leave: ANY_TIME, detour: detour('out') },
    arrive: by === null ? ANY_TIME : { from: by - DRIVER_BENDS, until: by },
  };
  const back: Run = {
    ...{ leg: 'home', from: away, to: home, arrive: ANY_TIME, detour: detour('back') },
    leave: ready === null ? ANY_TIME : { from: ready, until: ready + DRIVER_BENDS },
  };
  return [...(legs === 'back' ? [] : [out]), ...(legs === 'out' ? [] : [back])];
}
