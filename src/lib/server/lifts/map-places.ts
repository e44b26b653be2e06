import type { Reader } from '#server/db/database.ts';
import * as distance from './distance.ts';
import type { Point } from './distance.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import * as points from './points.ts';
import type { PickUpPoint } from './points.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';
import * as situations from './situations.ts';
import type { Outing } from './situations.ts';

/** A place on a drawing of lifts. A home is the middle of its 500 m, whoever looks; but see `map-drive.ts`. */
export interface MapPlace {
  /** "The chapel", "near The chapel"; null where only the square is known. */
  name: string | null;
  point: Point;
  /** From the middle, in a straight line. */
  km: number;
  /** Degrees from the north, clockwise. */
  bearing: number;
  waiting: number;
  /** Cars that begin there. */
  cars: number;
  /** People who want to go there. */
  going: number;
}

export interface LiftsMap {
  /** What is in the middle of it. */
  middle: string;
  point: Point;
  /** Nearest first. */
  places: MapPlace[];
}

interface ToMeetup {
  id: string;
  hub: string;
  title: string;
  venue: { kind: 'public' | 'home'; point: Point | null };
}

/**
 * Where the lifts to a meet-up begin: every pick-up point, and homes to about 500 m; those in one square
 * are one place. Null where the meet-up itself is not on the map.
 * The exact point of a home is in none of it, nor that of one where people meet.
 */
export async function ofMeetup(db: Reader, { id, hub, title, venue }: ToMeetup): Promise<LiftsMap | null> {
  if (venue.point === null) return null;
  const map = around(title, venue.kind === 'home' ? distance.rounded(venue.point) : venue.point);
  for (const one of await points.ofHub(db, hub)) map.at(one.id, one.name, one.point);
  return begun(map, await requests.ofMeetup(db, id), await offers.ofMeetup(db, id));
}

/**
 * The same of all that go elsewhere on a day, with the places that they go to; in the middle is the pick-up point that lies
 * most in the middle. Null where there is none, or nobody goes.
 */
export async function ofDay(db: Reader, outing: Outing): Promise<LiftsMap | null> {
  const wanted = await situations.ofOuting(db, requests, outing);
  const given = await situations.ofOuting(db, offers, outing);
  const all = await points.ofHub(db, outing.hub);
  const middle = inTheMiddle(all);
  if (middle === null || wanted.length + given.length === 0) return null;
  const map = around(middle.name, middle.point);
  for (const one of all) map.at(one.id, one.name, one.point);
  for (const { going, occasion, party, carer } of wanted) {
    if (going.toPoint === null || occasion.point === null) continue;
    map.at(going.toPoint, occasion.title, occasion.point).going += party + Number(carer);
  }
  return begun(map, wanted, given);
}

/** An empty drawing; `at` is the place with this key, new or known. */
export function around(middle: string, point: Point) {
  const places = new Map<string, MapPlace>();
  return {
    at(key: string, name: string | null, where: Point): MapPlace {
      const fresh = () => ({ name, ...fromTo(point, where), waiting: 0, cars: 0, going: 0 });
      const place = places.get(key) ?? fresh();
      places.set(key, place);
      return place;
    },
    drawn: (): LiftsMap => ({ middle, point, places: [...places.values()].sort((a, b) => a.km - b.km) }),
  };
}

type Drawing = ReturnType<typeof around>;

function begun(map: Drawing, wanted: LiftRequest[], given: Offer[]): LiftsMap {
  for (const one of wanted) {
    const place = beginsAt(map, one);
    if (place) place.waiting += one.party + Number(one.carer);
  }
  for (const one of given) {
    const place = beginsAt(map, one);
    if (place) place.cars += 1;
  }
  return map.drawn();
}

/** A home is no nearer than about 500 m. */
export function beginsAt(
  map: Drawing,
  { point, fromPoint, area }: Pick<LiftRequest, 'point' | 'fromPoint' | 'area'>,
): MapPlace | null {
  if (point === null) return null;
  if (fromPoint !== null) return map.at(fromPoint, area, point);
  const middle = distance.rounded(point);
  return map.at(`${middle.latitude} ${middle.longitude}`, area, middle);
}

function inTheMiddle(all: PickUpPoint[]): PickUpPoint | null {
  const farTo = ({ point }: PickUpPoint) =>
    all.reduce((sum, other) => sum + distance.kmBetween(point, other.point), 0);
  return [...all].sort((a, b) => farTo(a) - farTo(b))[0] ?? null;
}

function fromTo(from: Point, to: Point): Pick<MapPlace, 'point' | 'km' | 'bearing'> {
  const north = to.latitude - from.latitude;
  const east = (to.longitude - from.longitude) * Math.cos((from.latitude * Math.PI) / 180);
  const bearing = (Math.atan2(east, north) * 180) / Math.PI;
  return { point: to, km: distance.kmBetween(from, to), bearing: (bearing + 360) % 360 };
}
