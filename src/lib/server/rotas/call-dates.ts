import { addDays, dayOf, weekdayOf } from '#server/meetups/days.ts';
import { localOf } from '#server/wall-clock.ts';
import * as aways from './aways.ts';
import type { Arrangement } from './call-board.ts';
import type { Pair } from './call-pairs.ts';

/** A call that is to be made. Days are the hub's. */
export interface CallDate {
  onDay: string;
  /** Who rings that day; null when nobody is there to. */
  maker: Pair | null;
}

/** The days in the next `days` days, today included, on which this person is to be rung, and by whom. */
export function ahead(arrangement: Arrangement, days: number, now: number): CallDate[] {
  const { zone, weekday, backOn, calls } = arrangement;
  const today = dayOf(localOf(now, zone));
  const all = Array.from({ length: days }, (_, i) => addDays(today, i));
  const isKnown = (day: string) => calls.some((call) => call.onDay === day && call.standing === 'known');
  return all
    .filter((day) => weekdayOf(day) === weekday && (backOn === null || backOn <= day) && !isKnown(day))
    .filter((day) => isCounted(arrangement, day))
    .map((onDay) => ({ onDay, maker: makerOn(arrangement, onDay) }));
}

/** Who rings on this day: the caller, or while they are away whoever stands in; only those who have agreed. */
export function makerOn({ caller, standIn, away }: Arrangement, day: string): Pair | null {
  const isThere = (pair: Pair | null): pair is Pair =>
    pair !== null && pair.yesAt !== null && aways.onDay(own(away, pair), day) !== 'away';
  return [caller, standIn].find(isThere) ?? null;
}

function own(away: aways.Away[], { person }: Pair): aways.Away[] {
  return away.filter((one) => one.person === person.id);
}

/** A wish that was made today begins tomorrow. */
function isCounted({ daysAfter }: Arrangement, day: string): boolean {
  return day > daysAfter;
}
