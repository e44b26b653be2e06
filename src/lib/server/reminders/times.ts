import { HOUR, MINUTE } from '#server/clock.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import { instantOf } from '#server/wall-clock.ts';
import { isQuiet } from './quiet.ts';

export const BEFORE = 90 * MINUTE;
const EVENING = 'T18:00';
/** A reminder of the evening that comes so late says nothing that the next one does not. */
const TOO_CLOSE = 2 * HOUR;

/** A meet-up somebody may be reminded of; instants in Unix seconds. */
export interface Dated {
  id: string;
  hub: string;
  zone: string;
  startsLocal: string;
  startsAt: number;
}

export interface Times {
  /** 18.00 the evening before, by the hub's clock. */
  evening: number;
  /** 90 minutes before. */
  before: number;
  beforeIsQuiet: boolean;
}

export function timesOf({ startsLocal, startsAt, zone }: Dated): Times {
  const before = startsAt - BEFORE;
  return {
    evening: instantOf(addDays(dayOf(startsLocal), -1) + EVENING, zone),
    before,
    beforeIsQuiet: isQuiet(before, zone),
  };
}

/** Whether a reminder of the evening, made late at `now`, comes so close to the other that one is enough. */
export function isCovered({ before, beforeIsQuiet }: Times, wantsBefore: boolean, now: number): boolean {
  return wantsBefore && !beforeIsQuiet && now > before - TOO_CLOSE;
}

/** The days whose 18.00 lies after `since` and not after `now`; a meet-up of the day after is due to be told of. */
export function eveningsBetween(since: number, now: number, today: string, zone: string): string[] {
  return [addDays(today, -1), today].filter((day) => {
    const evening = instantOf(day + EVENING, zone);
    return since < evening && evening <= now;
  });
}
