import { shortTime } from '#lib/dates.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Offer } from './offers.ts';
import { toOf } from './desk-cars.ts';
import { needsOf, type NeedsToKnow } from './needs.ts';
import * as ownLifts from './own-lifts.ts';
import type { LeftReason } from './plan-left-reasons.ts';
import { leftInWords, rideInWords } from './plan-wording.ts';
import type { LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import type { Ride } from './rides.ts';

/** Somebody who would like a lift, as a host sees them. */
export interface DeskRider {
  id: string;
  firstName: string;
  area: string | null;
  to: string | null;
  people: number;
  legs: LiftRequest['legs'];
  need: LiftRequest['need'];
  needs: NeedsToKnow;
  standing: ownLifts.Standing | 'drafted';
  locked: boolean;
  /** The firm that a taxi is ordered from; then no car is looked for. */
  taxi: string | null;
  /** In whose cars they ride, or are drafted to. */
  drivers: string[];
  /** Why these cars, or why none, each a sentence; none where nobody planned it. */
  reasons: string[];
}

interface Known {
  offers: Offer[];
  rides: Ride[];
  left: Map<string, LeftReason>;
  taxis: Map<string, string>;
  zone: string;
}

export function riderOf(request: LiftRequest, { offers, rides: all, left, taxis, zone }: Known): DeskRider {
  const own = all.filter((ride) => ride.request === request.id);
  const standing = ownLifts.standingOf(request, own.filter(rides.isAsked));
  const cars = new Set(own.map(({ offer }) => offer));
  const reason = left.get(request.id);
  const taxi = taxis.get(request.id) ?? null;
  const isLeft = standing === 'waiting' && own.length === 0 && taxi === null;
  return {
    id: request.id,
    firstName: request.firstName,
    area: request.area,
    to: toOf(request),
    people: request.party + Number(request.carer),
    legs: request.legs,
    need: request.need,
    needs: needsOf(request),
    standing: standing === 'waiting' && own.length > 0 ? 'drafted' : standing,
    locked: own.some(({ locked }) => locked),
    taxi,
    drivers: offers.filter(({ id }) => cars.has(id)).map(({ firstName }) => firstName),
    reasons: !isLeft
      ? whyTheseCars(own, offers)
      : reason
        ? [leftInWords(reason, (at) => shortTime(localOf(at, zone)))]
        : [],
  };
}

/** Of drafts alone: what is agreed needs no reason. */
function whyTheseCars(own: Ride[], offers: Offer[]): string[] {
  const drafts = own.filter((ride) => !rides.isAsked(ride));
  const sentences = drafts.flatMap(({ request, leg, offer, because, becauseMin }) => {
    const driver = offers.find(({ id }) => id === offer)?.firstName;
    if (because === null || driver === undefined) return [];
    const reason = {
      request,
      car: offer,
      leg: leg === 'out' ? 'out' : 'home',
      because,
      minutes: becauseMin,
    } as const;
    return [rideInWords(reason, driver)];
  });
  return [...new Set(sentences)];
}
