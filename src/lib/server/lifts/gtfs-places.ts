import * as distance from './distance.ts';
import type { Point } from './distance.ts';
import { TimetableRefused } from './gtfs-refusals.ts';
import { eachRow, plainly, readText, type Cells } from './gtfs-rows.ts';
import type { TimetableZip } from './gtfs-zip.ts';

/** A stop, or an area in which a bus comes when it is rung; of an area the point is its first. */
export interface BusPlace {
  name: string;
  point: Point;
  /** Rings of [longitude, latitude]; what is within an odd number of them is within the area. */
  rings: [number, number][][] | null;
}

/** What of a file is near a hub. */
export interface NearPlaces {
  places: BusPlace[];
  /** By the id that stop_times.txt uses: the numbers of its places. A group of stops is all that are near. */
  byId: Map<string, number[]>;
  /** The names of all stops, for saying where a trip ends. */
  names: Map<string, string>;
}

/** So far around the places of a hub stops are kept: homes lie around them. */
const NEAR_KM = 1;
const MOST_STOPS = 300;
const MOST_ROWS = 200_000;
const LARGEST_GEOJSON = 5_000_000;
const MOST_CORNERS = 2_000;

/** The stops and areas of a file that are near any of these points. */
export async function placesNear(zip: TimetableZip, near: Point[]): Promise<NearPlaces> {
  const names = new Map<string, string>();
  const stops: { id: string; name: string; point: Point; km: number }[] = [];
  const columns = {
    needed: ['stop_id', 'stop_name', 'stop_lat', 'stop_lon'] as const,
    others: ['location_type'] as const,
  };
  const takeStop = (row: Cells<'stop_id' | 'stop_name' | 'stop_lat' | 'stop_lon' | 'location_type'>) => {
    const name = plainly(row.stop_name);
    names.set(row.stop_id, name);
    const point = pointOf(row.stop_lat, row.stop_lon);
    if (point === null || !['', '0'].includes(row.location_type)) return;
    const km = kmToNearest(point, near);
    if (km <= NEAR_KM) stops.push({ id: row.stop_id, name, point, km });
  };
  // A company may have areas and no stop at all.
  if (zip.has('stops.txt') || !zip.has('locations.geojson'))
    await eachRow(zip, 'stops.txt', columns, MOST_ROWS, takeStop);
  stops.sort((a, b) => a.km - b.km);
  const kept = stops.slice(0, MOST_STOPS);
  const places: BusPlace[] = kept.map(({ name, point }) => ({ name, point, rings: null }));
  const byId = new Map(kept.map(({ id }, place) => [id, [place]]));
  await addGroups(zip, byId);
  for (const { id, area } of await areasAround(zip, near)) byId.set(id, [places.push(area) - 1]);
  return { places, byId, names };
}

/** GTFS Schedule Reference, "location_group_stops.txt". */
async function addGroups(zip: TimetableZip, byId: Map<string, number[]>): Promise<void> {
  if (!zip.has('location_group_stops.txt')) return;
  const columns = { needed: ['location_group_id', 'stop_id'] as const };
  const groups = new Map<string, number[]>();
  await eachRow(zip, 'location_group_stops.txt', columns, MOST_ROWS, (row) => {
    const [place] = byId.get(row.stop_id) ?? [];
    if (place !== undefined)
      groups.set(row.location_group_id, [...(groups.get(row.location_group_id) ?? []), place]);
  });
  for (const [id, some] of groups) if (!byId.has(id)) byId.set(id, some);
}

interface Feature {
  id?: unknown;
  properties?: { stop_name?: unknown } | null;
  geometry?: { type?: unknown; coordinates?: unknown } | null;
}

/** GTFS Schedule Reference, "locations.geojson": the areas that any of these points is in. */
async function areasAround(zip: TimetableZip, near: Point[]): Promise<{ id: string; area: BusPlace }[]> {
  if (!zip.has('locations.geojson')) return [];
  let words = '';
  await readText(zip, 'locations.geojson', (piece) => {
    words += piece;
    if (words.length > LARGEST_GEOJSON) throw new TimetableRefused('too-large', 'locations.geojson');
  });
  return featuresOf(words).flatMap(({ id, properties, geometry }) => {
    const rings = ringsOf(geometry?.type, geometry?.coordinates);
    if (rings === null || !near.some((point) => isWithin(point, rings))) return [];
    const name = typeof properties?.stop_name === 'string' ? plainly(properties.stop_name) : '';
    const [longitude, latitude] = rings[0]![0]!;
    return [{ id: String(id), area: { name, point: { latitude, longitude }, rings } }];
  });
}

function featuresOf(words: string): Feature[] {
  try {
    const { features } = JSON.parse(words) as { features: Feature[] };
    if (Array.isArray(features)) return features.filter((one) => typeof one === 'object' && one !== null);
  } catch {
    // Said below, with what is no list.
  }
  throw new TimetableRefused('odd', 'locations.geojson');
}

function ringsOf(type: unknown, coordinates: unknown): [number, number][][] | null {
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null;
  if (!Array.isArray(polygons)) return null;
  const rings = polygons.flat(1) as unknown[];
  const isCorner = (one: unknown) => Array.isArray(one) && Number.isFinite(one[0]) && Number.isFinite(one[1]);
  const isRing = (ring: unknown) => Array.isArray(ring) && ring.length >= 4 && ring.every(isCorner);
  if (rings.length === 0 || !rings.every(isRing)) return null;
  const known = rings as [number, number][][];
  if (known.reduce((sum, ring) => sum + ring.length, 0) > MOST_CORNERS) return null;
  return known.map((ring) => ring.map(([longitude, latitude]) => [longitude, latitude]));
}

/** True within an odd number of rings, so that a hole in an area is outside it. */
export function isWithin({ latitude, longitude }: Point, rings: [number, number][][]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
      const [[x, y], [px, py]] = [ring[at]!, ring[before]!];
      const crosses = y > latitude !== py > latitude;
      if (crosses && longitude < ((px - x) * (latitude - y)) / (py - y) + x) inside = !inside;
    }
  }
  return inside;
}

function pointOf(latitudeText: string, longitudeText: string): Point | null {
  if (latitudeText === '' || longitudeText === '') return null;
  const [latitude, longitude] = [Number(latitudeText), Number(longitudeText)];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** Quick for what is far away, as most stops of a county are. */
function kmToNearest(point: Point, near: Point[]): number {
  let least = Infinity;
  for (const one of near) {
    if (Math.abs(one.latitude - point.latitude) > 0.02) continue;
    least = Math.min(least, distance.kmBetween(one, point));
  }
  return least;
}
