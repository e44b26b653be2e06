import { localOf } from '#server/wall-clock.ts';
import type { Offer } from './offers.ts';
import type { LiftRequest } from './requests.ts';
import type { Leg, Ride } from './rides.ts';

/** How far one ride has got. */
export type Step = 'draft' | 'asked' | 'driver-yes' | 'rider-yes' | 'settled';

/** A car as a host sees it: a line of stops for each way. Addresses are not for hosts: the area has to do. */
export interface DeskCar {
  id: string;
  driver: string;
  area: string | null;
  /** Where it goes, unless that is a meet-up. */
  to: string | null;
  seats: number;
  wheelchairs: number;
  legs: Offer['legs'];
  detourLimit: number;
  runs: DeskRun[];
}

export interface DeskRun {
  leg: Leg;
  detourMin: number;
  /** On the hub's wall clock: when it sets out from there on the way back, or is there on the way out. */
  thereAt: string;
  stops: DeskStop[];
}

export interface DeskStop {
  ride: string;
  request: string;
  firstName: string;
  area: string | null;
  to: string | null;
  people: number;
  /** On the hub's wall clock: when they are fetched, and set down. */
  pickUp: string;
  setDown: string;
  /** Minutes that this stop may be later; null where nobody planned it. */
  slackMin: number | null;
  step: Step;
}

export function carOf(offer: Offer, wanted: LiftRequest[], all: Ride[], zone: string): DeskCar {
  const own = all.filter((ride) => ride.offer === offer.id);
  return {
    id: offer.id,
    driver: offer.firstName,
    area: offer.area,
    to: toOf(offer),
    seats: offer.seats,
    wheelchairs: offer.wheelchairs,
    legs: offer.legs,
    detourLimit: offer.detourMin,
    runs: (['out', 'back'] as const).flatMap((leg) => {
      const some = own.filter((ride) => ride.leg === leg);
      return some.length === 0 ? [] : [runOf(some, leg, wanted, zone)];
    }),
  };
}

function runOf(some: Ride[], leg: Leg, wanted: LiftRequest[], zone: string): DeskRun {
  const byTime = leg === 'out' ? 'pickUpAt' : 'setDownAt';
  const inOrder = [...some].sort((a, b) => a[byTime] - b[byTime]);
  const thereAt =
    leg === 'out'
      ? Math.max(...some.map(({ setDownAt }) => setDownAt))
      : Math.min(...some.map(({ pickUpAt }) => pickUpAt));
  return {
    leg,
    detourMin: Math.max(...some.map(({ detourMin }) => detourMin)),
    thereAt: localOf(thereAt, zone),
    stops: inOrder.flatMap((ride) => {
      const rider = wanted.find(({ id }) => id === ride.request);
      return rider ? [stopOf(ride, rider, zone)] : [];
    }),
  };
}

function stopOf(ride: Ride, rider: LiftRequest, zone: string): DeskStop {
  return {
    ride: ride.id,
    request: ride.request,
    firstName: rider.firstName,
    area: rider.area,
    to: toOf(rider),
    people: rider.party + Number(rider.carer),
    pickUp: localOf(ride.pickUpAt, zone),
    setDown: localOf(ride.setDownAt, zone),
    slackMin: ride.slackMin,
    step: stepOf(ride),
  };
}

/** The place that somebody goes to elsewhere; all who go to one meet-up go to one place. */
export function toOf({ occasion }: Pick<LiftRequest | Offer, 'occasion'>): string | null {
  return occasion.meetup === null ? occasion.title : null;
}

function stepOf({ askedAt, driverYesAt, riderYesAt, settledAt }: Ride): Step {
  if (askedAt === null) return 'draft';
  else if (settledAt !== null) return 'settled';
  else if (driverYesAt !== null) return 'driver-yes';
  else return riderYesAt === null ? 'asked' : 'rider-yes';
}
