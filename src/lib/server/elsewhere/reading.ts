import { DAY } from '#server/clock.ts';
import { beginStretch } from '#server/turns.ts';
import { localOf } from '#server/wall-clock.ts';
import { datesOf, type OtherDate } from './dates.ts';
import { read as readFile } from './file.ts';
import { FileRefused, type Refusal } from './refusals.ts';

/** What was found in somebody else's calendar. */
export interface Reading {
  is: 'calendar';
  name: string;
  /** The soonest, in order. */
  dates: OtherDate[];
  /** True when there are later ones that were not kept. */
  areMore: boolean;
  refused: Refusal[];
  /** How many more events there are that were not looked at. */
  left: number;
}

/** Why there was nothing to be found. */
export interface Unreadable {
  is: FileRefused['because'] | 'too-large';
}

/** The most bytes of a calendar that are looked at. */
export const LARGEST = 1_000_000;
const AHEAD = 400 * DAY;

/** Reads a calendar file for a hub in `zone`: the dates of the next 400 days. `bytes` is used up. */
export async function read(bytes: Uint8Array, zone: string, now: number): Promise<Reading | Unreadable> {
  if (bytes.length > LARGEST) return { is: 'too-large' };
  try {
    const stretch = beginStretch();
    const since = localOf(now - 2 * DAY, 'UTC').slice(0, 10);
    const file = await readFile(bytes, { zone, since, stretch });
    const { dates, areMore } = await datesOf(file.events, { from: now, to: now + AHEAD, zone }, stretch);
    return { is: 'calendar', name: file.name, dates, areMore, refused: file.refused, left: file.left };
  } catch (problem) {
    if (problem instanceof FileRefused) return { is: problem.because };
    throw problem;
  }
}
