import * as v from 'valibot';
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

const TABLE = v.object({
  code: v.literal('Ok'),
  durations: v.array(v.array(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(LONGEST))))),
});

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
  const { success, output } = v.safeParse(TABLE, parse(new TextDecoder().decode(body)));
  if (!success) return null;
  const { durations } = output;
  if (durations.length !== places || durations.some((row) => row.length !== places)) return null;
  return durations.map((row) => row.map((seconds) => (seconds === null ? null : seconds / 60)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
