import type { Reader } from '#server/db/database.ts';
import { addDays, dayOf, timeOf } from '#server/meetups/days.ts';
import * as held from '#server/meetups/held.ts';
import type { Held } from '#server/meetups/held.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { pair, stepOf } from '#server/meetups/pairing.ts';
import type { Plan } from '#server/meetups/plans.ts';
import * as series from '#server/meetups/series.ts';
import type { Series } from '#server/meetups/series.ts';
import { timesOf, type SeriesDates } from '#server/meetups/series-dates.ts';
import { instantOf } from '#server/wall-clock.ts';

/** A change to the dates of a series from one day on. */
export interface LaterChange {
  hub: string;
  id: string;
  by: string | null;
  /** The first local day that changes. */
  from: string;
  /** True when no date to come is left as it was: "all", rather than "this and later". */
  all: boolean;
  /** How it is to be; it starts on or after `from`. */
  plan: Plan;
  /** What becomes of dates that people have joined and that would get another time or place. */
  joined: 'keep' | 'move' | 'cancel';
  /** True to tell people of small things too: what to bring, what it costs, plan B. */
  tellSmall: boolean;
  /** The version of the series that the host saw. */
  version: number;
}

/**
 * What a change means for one joined date: it 'moves' in time or place, 'goes' because nothing of the new plan is
 * near, has only something small changed ('small'), or stays as it is ('same').
 */
export interface Fate {
  date: Held;
  fate: 'moves' | 'goes' | 'small' | 'same';
  /** Its new wall-clock time; null when it goes. */
  to: string | null;
}

/** A change laid beside the series as it is. */
export interface LaidOut {
  old: Series;
  change: LaterChange;
  /** The dates that have a row and are touched. */
  dates: Held[];
  /** The times of the new plan. */
  times: string[];
  /** Which of these times each date goes to, by its original day. */
  goals: Map<string, string>;
  /** True when the dates can stay in their series. */
  inPlace: boolean;
}

const HORIZON_DAYS = 800;

/** Lays a change beside the series as it is. */
export async function layOut(db: Reader, old: Series, change: LaterChange, now: number): Promise<LaidOut> {
  const { hub, id, by, from, plan } = change;
  const first = dayOf(plan.start) < from ? dayOf(plan.start) : from;
  const isToCome = (local: string) => instantOf(local, old.zone) > now;
  const to = addDays(from, HORIZON_DAYS);
  const before = timesOf(series.datesOf(old), from, to).filter(isToCome);
  const times = timesOf(newDates(old, plan), first, to).filter(isToCome);
  const dates = await held.of(db, { hub, id }, { from, to: null, by }, now);
  const newDays = new Set(times.map(dayOf));
  // What was cancelled stays cancelled on its own day, and takes no other.
  const days = dates
    .filter(({ meetup }) => meetup.cancelledAt === null || newDays.has(meetup.originalDate))
    .map(({ meetup }) => meetup.originalDate);
  const staysSingle = isSingle(old) && isSingle(plan);
  return {
    old,
    change,
    dates,
    times,
    goals: pair(days, times, { step: staysSingle ? Infinity : stepOf(before, times) }),
    // Where no day changes, and where there is only one date, the dates can stay in their series.
    inPlace: change.all && (staysSingle || before.map(dayOf).join() === times.map(dayOf).join()),
  };
}

/** True for one date alone. */
export function isSingle({ rrule, extra }: Plan): boolean {
  return rrule === null && extra.length === 0;
}

function newDates(old: Series, plan: Plan): SeriesDates {
  const { start, rrule, extra } = plan;
  const { zone, leftOut, pauses } = old;
  return { start, zone, rrule, extra, leftOut, pauses, endsBefore: newEnd(old, plan) };
}

/** The day on which the changed series ends, if it does. */
export function newEnd(old: Series, plan: Plan): string | null {
  if (plan.rrule === null) return series.endOf(plan);
  return old.rrule === null ? null : old.endsBefore;
}

/** What the change means for one of its dates. */
export function fateOf(date: Held, { goals, old, change }: LaidOut): Fate {
  const { meetup } = date;
  const { plan } = change;
  const goal = goals.get(meetup.originalDate) ?? null;
  if (goal === null) return { date, fate: 'goes', to: null };
  const to = keepsItsTime(meetup, old, change) ? meetup.startsLocal : goal;
  // A date that is held somewhere of its own stays there.
  const isAnotherPlace = meetup.venueId === old.venueId && plan.venueId !== old.venueId;
  if (to !== meetup.startsLocal || isAnotherPlace) return { date, fate: 'moves', to };
  const isSmall = SMALL.some((part) => plan[part] !== old[part]);
  return { date, fate: isSmall ? 'small' : 'same', to };
}

const SMALL = ['lengthMin', 'bring', 'cost', 'planB', 'planBBy'] as const;

/** A date with a time of its own keeps it, but not the one from which a host gives the others a new time. */
function keepsItsTime(meetup: Meetup, old: Series, { all, from, plan }: LaterChange): boolean {
  const isAnotherTime = plan.rrule !== old.rrule || timeOf(plan.start) !== timeOf(old.start);
  return meetup.ownTime && (all || meetup.originalDate !== from || !isAnotherTime);
}

/** The new dates, with those that keep a time of their own where they will be. */
export function timesAfter({ times, goals }: LaidOut, fates: Fate[]): string[] {
  const own = new Map(
    fates.map(({ date: { meetup }, to }) => [goals.get(meetup.originalDate), to ?? meetup.startsLocal]),
  );
  return times.map((time) => own.get(time) ?? time).sort();
}
