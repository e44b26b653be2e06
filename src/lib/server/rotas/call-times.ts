import { HOUR } from '#server/clock.ts';
import { addDays, dayOf, timeOf } from '#server/meetups/days.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { addDaytime } from './daytime.ts';

export type Part = 'morning' | 'afternoon' | 'evening';

/** Nobody is asked to ring, and nothing moves on, outside these hours of the hub's clock. */
const DECENT = { from: '08:30', to: '20:00' };

/** When a call is made, and until when nobody else is told that it was not. Wall-clock times of the hub. */
const PARTS: Record<Part, { from: string; to: string; latest: string }> = {
  morning: { from: '09:00', to: '12:00', latest: '14:00' },
  afternoon: { from: '12:00', to: '17:00', latest: '18:00' },
  evening: { from: '17:00', to: '19:30', latest: '19:30' },
};

/** How long each later step has, in seconds of daytime. */
export const A_STEP = 3 * HOUR;

/** The instant itself in decent hours, otherwise the next 08.30 where the hub is. */
export function decentFrom(instant: number, zone: string): number {
  const local = localOf(instant, zone);
  const [day, time] = [dayOf(local), timeOf(local)];
  if (time < DECENT.from) return instantOf(`${day}T${DECENT.from}`, zone);
  return time < DECENT.to ? instant : instantOf(`${addDays(day, 1)}T${DECENT.from}`, zone);
}

/** The instant so many seconds of daytime later, at a decent hour. */
export function addDecent(instant: number, seconds: number, zone: string): number {
  return decentFrom(addDaytime(instant, seconds, zone), zone);
}

/** Whether the calls of today are given out by now. `local` is the hub's wall clock. */
export function hasBegun(local: string): boolean {
  return timeOf(local) >= DECENT.from;
}

/** From when to when a call of this day is made; instants. */
export function windowOf(day: string, part: Part, zone: string): { from: number; to: number } {
  const { from, to } = PARTS[part];
  return { from: instantOf(`${day}T${from}`, zone), to: instantOf(`${day}T${to}`, zone) };
}

/** The instant at which a call of this day that nobody has made is handed on. */
export function latestFor(day: string, part: Part, zone: string): number {
  return instantOf(`${day}T${PARTS[part].latest}`, zone);
}
