import type { Reader } from '#server/db/database.ts';
import * as distance from './distance.ts';
import type { Point } from './distance.ts';
import type { Offer } from './offers.ts';
import * as offers from './offers.ts';
import * as points from './points.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';

/** A place on the drawing of a meet-up's lifts. A home is the middle of its 500 m, whoever looks. */
export interface MapPlace {
  /** "The chapel", "near The chapel"; null where only the square is known. */
  name: string | null;
  point: Point;
  /** From the meet-up, in a straight line. */
  km: number;
  /** Degrees from the north, clockwise. */
  bearing: number;
  waiting: number;
  /** Cars that begin there. */
  cars: number;
}

export interface LiftsMap {
  point: Point;
  places: MapPlace[];
}

/**
 * Where the lifts to a meet-up begin, nearest first: every pick-up point, and homes to about 500 m; those in one square
 * are one place. Null where the meet-up itself is not on the map.
 * The exact point of a home is in none of it, nor that of one where people meet.
 */
export async function read(
  db: Reader,
  meetup: { id: string; hub: string; venue: { kind: 'public' | 'home'; point: Point | null } },
): Promise<LiftsMap | null> {
  const { venue } = meetup;
  if (venue.point === null) return null;
  const point = venue.kind === 'home' ? distance.rounded(venue.point) : venue.point;
  const places = new Map<string, MapPlace>();
  const at = (key: string, name: string | null, where: Point) => {
    const place = places.get(key) ?? { name, ...fromTo(point, where), waiting: 0, cars: 0 };
    places.set(key, place);
    return place;
  };
  for (const one of await points.ofHub(db, meetup.hub)) at(one.id, one.name, one.point);
  const placeOf = (one: LiftRequest | Offer) => {
    if (one.point === null) return null;
    if (one.fromPoint !== null) return at(one.fromPoint, one.area, one.point);
    const middle = distance.rounded(one.point);
    return at(`${middle.latitude} ${middle.longitude}`, one.area, middle);
  };
  for (const one of await requests.ofMeetup(db, meetup.id)) {
    const place = placeOf(one);
    if (place) place.waiting += one.party + Number(one.carer);
  }
  for (const one of await offers.ofMeetup(db, meetup.id)) {
    const place = placeOf(one);
    if (place) place.cars += 1;
  }
  return { point, places: [...places.values()].sort((a, b) => a.km - b.km) };
}

function fromTo(from: Point, to: Point): Pick<MapPlace, 'point' | 'km' | 'bearing'> {
  const north = to.latitude - from.latitude;
  const east = (to.longitude - from.longitude) * Math.cos((from.latitude * Math.PI) / 180);
  const bearing = (Math.atan2(east, north) * 180) / Math.PI;
  return { point: to, km: distance.kmBetween(from, to), bearing: (bearing + 360) % 360 };
}
