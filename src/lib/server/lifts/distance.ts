/** A point on the earth, in degrees. */
export interface Point {
  latitude: number;
  longitude: number;
}

const EARTH_KM = 6371;
/** Roads are longer than the straight line: the usual factor for villages. */
const ROADS = 1.3;
const KM_A_DEGREE = 111.2;
const ROUNDED_KM = 0.5;
/** Further than this from all that a hub knows, and somebody has put the numbers the wrong way round. */
const FAR_KM = 80;

/** The straight line between two points in kilometres, on a round earth (haversine). */
export function kmBetween(a: Point, b: Point): number {
  const [from, to] = [radians(a.latitude), radians(b.latitude)];
  const [north, east] = [to - from, radians(b.longitude - a.longitude)];
  const half = Math.sin(north / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Kilometres by road: the straight line times 1.3. */
export function roadKmBetween(a: Point, b: Point): number {
  return kmBetween(a, b) * ROADS;
}

/** Minutes by car, at the speed of the hub. */
export function minutesBetween(a: Point, b: Point, speedKmh: number): number {
  return (roadKmBetween(a, b) * 60) / speedKmh;
}

/** The middle of the square of about 500 m that a point is in: near enough for a plan, too far for a front door. */
export function rounded({ latitude, longitude }: Point): Point {
  const step = ROUNDED_KM / KM_A_DEGREE;
  const north = toMiddle(latitude, step);
  // Of the rounded latitude, so that the width of a square says nothing about where in it somebody is.
  return { latitude: north, longitude: toMiddle(longitude, step / Math.max(0.1, Math.cos(radians(north)))) };
}

/** True for a point so far from all the others that it must be a slip: in the sea, or another country. */
export function isFarFrom(point: Point, others: Point[]): boolean {
  return others.length > 0 && others.every((other) => kmBetween(point, other) > FAR_KM);
}

function toMiddle(degrees: number, step: number): number {
  return Number(((Math.floor(degrees / step) + 0.5) * step).toFixed(5));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
