import type { Reader } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as contacts from './contacts.ts';
import * as distance from './distance.ts';
import type { Point } from './distance.ts';
import * as homes from './homes.ts';
import { around, beginsAt, type LiftsMap } from './map-places.ts';
import type { Occasion } from './occasions.ts';
import * as offers from './offers.ts';
import * as requests from './requests.ts';
import * as rides from './rides.ts';

/**
 * Whom a driver fetches, on a drawing for the driver alone. A home is exact where its address may be read: both have
 * said yes, and the day is not over; otherwise it is no nearer than about 500 m. Null where the drive is over or called
 * off, or no point is known to draw around.
 */
export async function ofDrive(db: Reader, id: string, now: number): Promise<LiftsMap | null> {
  const offer = await offers.find(db, id);
  if (offer === null || offer.occasion.cancelled || now >= offer.occasion.dayEnds) return null;
  const { occasion } = offer;
  const goal = await goalOf(db, occasion, now);
  const middle = goal ?? offer.point;
  if (middle === null) return null;
  const map = around(goal ? occasion.title : 'Where you set out', middle);
  const some = (await rides.ofOffers(db, [id])).filter(rides.isAsked);
  const known = await contacts.of(
    db,
    some.map((ride) => ({ ride, occasion })),
    now,
  );
  for (const request of new Set(some.map((ride) => ride.request))) {
    const rider = (await requests.find(db, request))!;
    const own = some.filter((ride) => ride.request === request);
    const address = own.map(({ id: ride }) => known.get(ride)?.address ?? null).find((one) => one !== null);
    const home = address === undefined ? null : await homes.of(db, occasion.hub, rider.person);
    const place = home?.point ? map.at(request, address!, home.point) : beginsAt(map, rider);
    if (place) place.waiting += rider.party + Number(rider.carer);
  }
  const drawn = map.drawn();
  return drawn.places.length > 0 ? drawn : null;
}

/** Where a meet-up is in a home, about there: who drives to it need not be coming. */
async function goalOf(db: Reader, { hub, meetup, point }: Occasion, now: number): Promise<Point | null> {
  if (point === null || meetup === null) return point;
  const known = await meetups.find(db, hub, meetup, now);
  return known?.venue.kind === 'public' ? point : distance.rounded(point);
}
