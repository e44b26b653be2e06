import { HOUR } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import { addDays, weekdayOf } from '#server/meetups/days.ts';
import { instantOf } from '#server/wall-clock.ts';
import * as buses from './buses.ts';
import type { Bus } from './buses.ts';
import * as distance from './distance.ts';
import type { Point } from './distance.ts';

/** A journey that a bus might make, there and back. Instants are Unix seconds; null for a way that is not wanted. */
export interface Journey {
  zone: string;
  /** 'YYYY-MM-DD' */
  day: string;
  thereBy: number | null;
  readyFrom: number | null;
  /** Where it may begin: one place, or any of several where it is not known. */
  from: Point[];
  to: Point | null;
  toWords: string;
}

/** What may fit of what was typed in; nobody can say more, for it has hours and no timetable. */
export interface FittingBus {
  bus: Bus;
  there: boolean;
  back: boolean;
}

/** As far as people are taken to walk to a stop; see decision 025. */
export const WALK_KM = 0.5;
/** A bus is looked for so long before, and so long after. */
const AROUND = 2 * HOUR;
/** Words that say nothing about where somebody goes. */
const LONG_ENOUGH = 4;

/** The buses of a hub that may fit, those that go where the words say first. */
export async function typed(db: Reader, hub: string, journey: Journey, now: number): Promise<FittingBus[]> {
  return amongBuses(await buses.ofHub(db, hub), journey, now);
}

export function amongBuses(all: Bus[], journey: Journey, now: number): FittingBus[] {
  const fitting = all.flatMap((bus) => {
    const there = goesThere(bus, journey, now);
    const back = goesBack(bus, journey, now);
    return (there || back) && mayReach(bus, journey) ? [{ bus, there, back }] : [];
  });
  const named = ({ bus }: FittingBus) => Number(sharesWord(bus.goes, journey.toWords));
  return fitting.sort((a, b) => named(b) - named(a));
}

function goesThere(bus: Bus, { thereBy, ...journey }: Journey, now: number): boolean {
  return thereBy !== null && runsWithin(bus, journey, [thereBy - AROUND, thereBy], now);
}

function goesBack(bus: Bus, { readyFrom, ...journey }: Journey, now: number): boolean {
  return readyFrom !== null && runsWithin(bus, journey, [readyFrom, readyFrom + AROUND], now);
}

/** It runs at some time within these, on this day, and there is still time to ring. */
function runsWithin(
  { days, first, last, noticeHours }: Bus,
  { day, zone }: { day: string; zone: string },
  [from, to]: [from: number, to: number],
  now: number,
): boolean {
  if (!days.includes(weekdayOf(day)) || to - noticeHours * HOUR < now) return false;
  const begins = instantOf(`${day}T${first ?? '00:00'}`, zone);
  const isPastMidnight = last !== null && first !== null && last <= first;
  const ends =
    last === null
      ? instantOf(`${addDays(day, 1)}T00:00`, zone)
      : instantOf(`${isPastMidnight ? addDays(day, 1) : day}T${last}`, zone);
  return begins <= to && ends >= from;
}

/** False only where it is known to stop nowhere near: at both ends, and at two different stops. */
function mayReach(bus: Bus, { from, to, toWords }: Journey): boolean {
  if (bus.toTheDoor || bus.at.length === 0) return true;
  const near = (point: Point) => bus.at.filter((stop) => distance.kmBetween(stop.point, point) <= WALK_KM);
  const gettingOn = from.flatMap(near);
  if (from.length > 0 && gettingOn.length === 0) return false;
  if (to === null || sharesWord(bus.goes, toWords)) return true;
  const gettingOff = near(to);
  return gettingOff.some(({ id }) => gettingOn.length === 0 || gettingOn.some((stop) => stop.id !== id));
}

/** True where the two name the same place, as "Whitby market" and "Whitby and Scarborough". */
export function sharesWord(a: string, b: string): boolean {
  const words = wordsOf(a);
  return [...wordsOf(b)].some((word) => words.has(word));
}

function wordsOf(words: string): Set<string> {
  return new Set((words.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => word.length >= LONG_ENOUGH));
}
