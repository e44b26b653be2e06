import type { Reader } from '#server/db/database.ts';
import { addDays } from '#server/meetups/days.ts';
import { localOf } from '#server/wall-clock.ts';
import * as agreeing from './agreeing.ts';
import * as contacts from './contacts.ts';
import { needsOf, type NeedsToKnow } from './needs.ts';
import * as occasions from './occasions.ts';
import type { Occasion } from './occasions.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import * as ownChanges from './own-changes.ts';
import type { MyChange, MyDriveChange } from './own-changes.ts';
import * as requests from './requests.ts';
import { seatsOf, type LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import type { Leg, Ride } from './rides.ts';
import * as taxis from './taxis.ts';

/** How it stands for a rider. 'half': a way that they need has fallen through or was never found. */
export type Standing = 'waiting' | 'asked' | 'yes' | 'settled' | 'half';

/** Where and when a lift goes, as the two may read it; wall-clock times where the hub is. */
interface Trip {
  id: string;
  hub: string;
  meetup: string | null;
  title: string;
  day: string;
  /** 'YYYY-MM-DDTHH:MM' */
  thereBy: string | null;
  readyFrom: string | null;
  cancelled: boolean;
  /** Nothing can be asked or answered any more. */
  isOver: boolean;
}

/** A lift that somebody asked for, as they see it. */
export interface MyRequest extends Trip {
  standing: Standing;
  legs: LiftRequest['legs'];
  people: number;
  from: string | null;
  backOpen: boolean;
  /** The firm that a host has ordered a taxi from. */
  taxi: string | null;
  rides: MyRide[];
  /** What they are asked to change, because a driver has dropped out. */
  change: MyChange | null;
}

export interface MyRide {
  id: string;
  leg: Leg;
  pickUp: string;
  setDown: string;
  driver: string;
  telephone: string | null;
  driverSaidYes: boolean;
  onMyWay: boolean;
  pickedUp: boolean;
  homeSafe: boolean;
  ready: boolean;
}

/** A lift that somebody gives, as they see it. */
export interface MyOffer extends Trip {
  legs: Offer['legs'];
  seats: number;
  /** They were asked, and have not answered. */
  isAsked: boolean;
  runs: MyRun[];
  change: MyDriveChange | null;
}

export interface MyRun {
  leg: Leg;
  detourMin: number;
  stops: MyStop[];
}

export interface MyStop {
  ride: string;
  firstName: string;
  /** When they are fetched, and set down. */
  at: string;
  until: string;
  /** The address only when both have said yes, and not after the day. */
  where: string;
  telephone: string | null;
  settled: boolean;
  people: number;
  needs: NeedsToKnow;
  onMyWay: boolean;
  pickedUp: boolean;
  homeSafe: boolean;
  ready: boolean;
}

/** What a person asked for and gives, from a week ago on: contact details are good for so long. `today` is theirs. */
export async function ofPerson(
  db: Reader,
  person: string,
  today: string,
  now: number,
): Promise<{ requests: MyRequest[]; offers: MyOffer[] }> {
  const since = addDays(today, -7);
  const asked = await requests.ofPerson(db, person, since);
  const given = await offers.ofPerson(db, person, since);
  const isShown = (occasion: Occasion, some: Ride[]) =>
    now < occasion.dayEnds || some.some(({ settledAt }) => settledAt !== null);
  const mine = await ridersViews(db, asked, now);
  const driving = await driversViews(db, given, now);
  return {
    requests: mine
      .filter(({ view, some, occasion }) => view && isShown(occasion, some))
      .map(({ view }) => view),
    offers: driving.filter(({ some, occasion }) => isShown(occasion, some)).map(({ view }) => view),
  };
}

/** As their riders see them. */
export async function ridersViews(db: Reader, asked: LiftRequest[], now: number) {
  const all = (
    await rides.ofRequests(
      db,
      asked.map(({ id }) => id),
    )
  ).filter(rides.isAsked);
  const inTaxis = await taxis.orderedFor(
    db,
    asked.map(({ id }) => id),
  );
  const cars = new Map<string, Offer>();
  for (const id of new Set(all.map(({ offer }) => offer))) cars.set(id, (await offers.find(db, id))!);
  return Promise.all(
    asked.map(async (request) => {
      const some = all.filter((ride) => ride.request === request.id);
      const { occasion } = request;
      const known = await contacts.of(
        db,
        some.map((ride) => ({ ride, occasion })),
        now,
      );
      const view: MyRequest = {
        ...tripOf(request.id, occasion, now),
        standing: standingOf(request, some),
        legs: request.legs,
        people: request.party + Number(request.carer),
        from: request.fromPoint === null ? null : request.area,
        backOpen: request.backOpen,
        taxi: inTaxis.get(request.id) ?? null,
        change: await ownChanges.ofRequest(db, request),
        rides: some.map((ride) => ({
          ...progressOf(ride),
          id: ride.id,
          leg: ride.leg,
          pickUp: localOf(ride.pickUpAt, occasion.zone),
          setDown: localOf(ride.setDownAt, occasion.zone),
          driver: cars.get(ride.offer)!.firstName,
          telephone: known.get(ride.id)?.driverTelephone ?? null,
          driverSaidYes: ride.driverYesAt !== null,
        })),
      };
      return { view, some, occasion };
    }),
  );
}

/** As their drivers see them: what they were asked and what is fixed, stop by stop. */
export async function driversViews(db: Reader, given: Offer[], now: number) {
  const all = (
    await rides.ofOffers(
      db,
      given.map(({ id }) => id),
    )
  ).filter(rides.isAsked);
  const riders = new Map<string, LiftRequest>();
  for (const id of new Set(all.map(({ request }) => request))) riders.set(id, (await requests.find(db, id))!);
  return Promise.all(
    given.map(async (offer) => {
      const { occasion } = offer;
      const some = all.filter((ride) => ride.offer === offer.id);
      const known = await contacts.of(
        db,
        some.map((ride) => ({ ride, occasion })),
        now,
      );
      const stopOf = (ride: Ride): MyStop => {
        const rider = riders.get(ride.request)!;
        return {
          ...progressOf(ride),
          ride: ride.id,
          firstName: rider.firstName,
          at: localOf(ride.pickUpAt, occasion.zone),
          until: localOf(ride.setDownAt, occasion.zone),
          where: known.get(ride.id)?.address ?? rider.area ?? '',
          telephone: known.get(ride.id)?.riderTelephone ?? null,
          settled: ride.settledAt !== null,
          people: seatsOf(rider) + Number(rider.inWheelchair),
          needs: needsOf(rider),
        };
      };
      const view: MyOffer = {
        ...tripOf(offer.id, occasion, now),
        legs: offer.legs,
        seats: offer.seats,
        change: await ownChanges.ofOffer(db, offer),
        isAsked: some.some(({ driverYesAt }) => driverYesAt === null),
        runs: (['out', 'back'] as const).flatMap((leg) => {
          const own = some.filter((ride) => ride.leg === leg);
          const detourMin = Math.max(0, ...own.map((ride) => ride.detourMin));
          return own.length === 0 ? [] : [{ leg, detourMin, stops: own.map(stopOf) }];
        }),
      };
      return { view, some, occasion };
    }),
  );
}

/** How it stands with a request, from the rides that somebody was asked about. */
export function standingOf(request: Pick<LiftRequest, 'legs' | 'oneIsFine'>, asked: Ride[]): Standing {
  if (asked.length === 0) return 'waiting';
  if (!agreeing.isWhole(request, asked)) return 'half';
  if (asked.every(({ settledAt }) => settledAt !== null)) return 'settled';
  return asked.every(({ riderYesAt }) => riderYesAt !== null) ? 'yes' : 'asked';
}

function progressOf({ onMyWayAt, pickedUpAt, homeSafeAt, readyAt }: Ride) {
  return {
    onMyWay: onMyWayAt !== null,
    pickedUp: pickedUpAt !== null,
    homeSafe: homeSafeAt !== null,
    ready: readyAt !== null,
  };
}

function tripOf(id: string, occasion: Occasion, now: number): Trip {
  const { hub, meetup, title, day, thereBy, readyFrom, cancelled, zone, dayEnds } = occasion;
  return {
    id,
    hub,
    meetup,
    title,
    day,
    thereBy: thereBy === null ? null : localOf(thereBy, zone),
    readyFrom: readyFrom === null ? null : localOf(readyFrom, zone),
    cancelled,
    isOver: now >= dayEnds || !occasions.isAhead(occasion, now),
  };
}
