import type { Fetcher } from '#server/outbox/fetching.ts';
import type { Point } from './distance.ts';

/** A routing server that the operator named. */
export interface Roads {
  /**
   * Minutes by car from each point to each other; null where there is no way. Null altogether when it does not answer in
   * its time, or not with what was asked. It is told points and nothing else: no names, no times.
   */
  table(points: Point[]): Promise<(number | null)[][] | null>;
}

/** Whether somebody means well by their answer is theirs; how long it is, is ours (bytes). */
const MOST = 1_000_000;
/** No car is on the way for longer (seconds). */
const LONGEST = 86_400;

/** OSRM's `/table`, at this address: https://project-osrm.org/docs/v5.24.0/api/#table-service */
export function createRoads(address: string, fetcher: Pick<Fetcher, 'fetch'>): Roads {
  const base = address.replace(/\/+$/, '');
  return {
    async table(points) {
      const where = points.map(({ longitude, latitude }) => `${toText(longitude)},${toText(latitude)}`);
      const asked = `${base}/table/v1/driving/${where.join(';')}?annotations=duration`;
      const answer = await fetcher.fetch(asked, MOST);
      return answer.is === 'read' ? minutesIn(answer.body, points.length) : null;
    },
  };
}

/** To some ten metres: a road is no nearer than that to a door. */
function toText(degrees: number): string {
  return degrees.toFixed(4);
}

function minutesIn(body: Uint8Array, places: number): (number | null)[][] | null {
  const durations = tableIn(parse(new TextDecoder().decode(body)), places);
  return durations && durations.map((row) => row.map((seconds) => (seconds === null ? null : seconds / 60)));
}

/** The seconds of an answer, or null where it is not one for so many places. */
function tableIn(answer: unknown, places: number): (number | null)[][] | null {
  const { code, durations } = (answer ?? {}) as { code?: unknown; durations?: unknown };
  const isOfPlaces = (list: unknown): list is unknown[] => Array.isArray(list) && list.length === places;
  const isTime = (it: unknown) => it === null || (typeof it === 'number' && it >= 0 && it <= LONGEST);
  if (code !== 'Ok' || !isOfPlaces(durations)) return null;
  return durations.every((row) => isOfPlaces(row) && row.every(isTime))
    ? (durations as (number | null)[][])
    : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
