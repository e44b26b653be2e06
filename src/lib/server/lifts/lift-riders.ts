import * as matching from './matching.ts';
import type { Places } from './lift-places.ts';
import type { Occasion } from './occasions.ts';
import type { Offer } from './offers.ts';
import type { Journey, LiftRequest as Rider } from './plan-problem.ts';
import { seatsOf, type LiftRequest } from './requests.ts';
import type { Ride } from './rides.ts';
import { ANY_TIME, minutesAt, type Situation } from './situations.ts';

/** Nobody is taken there sooner than this before they have to be there, nor waits longer to go home (minutes). */
const EARLY = 45;
/** What was told may be off by so much: people said whole minutes, and ways were rounded up. */
const NEAR = 3;
/** "Back when I am done" is thought of as an hour later, give or take. */
const OPEN_STAY = 60;

interface Known {
  kept: Ride[];
  offers: Offer[];
  places: Places;
}

/** Nothing for somebody whose every journey is in a car that stays as it is. */
export function riderOf(
  situation: Situation,
  request: LiftRequest,
  { kept, offers, places }: Known,
): Rider[] {
  const { id, legs, firstName, need, prefers, dog, lowSeat } = request;
  const own = situation.kept.filter((ride) => ride.request === id);
  const isElsewhere = (leg: Ride['leg']) => own.some((ride) => ride.leg === leg && !kept.includes(ride));
  const journeys = (['out', 'back'] as const).map((leg) =>
    (legs === 'both' || legs === leg) && !isElsewhere(leg)
      ? journeyOf(situation, request, { leg, told: own.find((ride) => ride.leg === leg), places })
      : null,
  );
  const [out = null, home = null] = journeys;
  if (out === null && home === null) return [];
  return [
    {
      ...{ id, firstName, out, home, weight: need },
      party: {
        seats: seatsOf(request),
        wheelchairs: Number(request.inWheelchair),
        boot: matching.bootOf(request),
      },
      // What is agreed stays, even where the other way has fallen through.
      oneIsFine: request.oneIsFine || own.some(({ askedAt }) => askedAt !== null),
      needs: [...(dog ? ['dog'] : []), ...(lowSeat ? ['low seat'] : [])],
      usual: offers.find(({ person }) => person === prefers)?.id ?? null,
    },
  ];
}

function journeyOf(
  situation: Situation,
  { id, occasion, helpMin, backOpen }: LiftRequest,
  { leg, told, places }: { leg: Ride['leg']; told: Ride | undefined; places: Places },
): Journey {
  const { home, away } = places.of.get(id)!;
  const isOut = leg === 'out';
  const journey = {
    ...{ from: isOut ? home : away, to: isOut ? away : home },
    ...{ boarding: isOut ? helpMin : 0, alighting: isOut ? 0 : helpMin },
    rideLimit: null,
    ...(isOut ? windowsThere(situation, occasion) : windowsBack(situation, occasion, backOpen)),
  };
  if (!told || told.askedAt === null) return journey;
  const at = minutesAt(situation, told.pickUpAt);
  const until = Math.max(journey.arrive.until, minutesAt(situation, told.setDownAt) + NEAR);
  return {
    ...journey,
    leave: { from: at - NEAR, until: at + NEAR },
    arrive: { from: -Infinity, until },
    rideLimit: Infinity,
  };
}

function windowsThere(situation: Situation, { thereBy }: Occasion): Pick<Journey, 'leave' | 'arrive'> {
  const by = minutesAt(situation, thereBy!);
  return { leave: ANY_TIME, arrive: { from: by - EARLY, until: by } };
}

function windowsBack(situation: Situation, { thereBy, readyFrom }: Occasion, isOpen: boolean) {
  const from =
    readyFrom === null ? minutesAt(situation, thereBy!) + OPEN_STAY : minutesAt(situation, readyFrom);
  return { leave: { from, until: from + (isOpen ? OPEN_STAY : EARLY) }, arrive: ANY_TIME };
}
