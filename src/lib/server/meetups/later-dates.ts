import type { Database, Reader, Writer } from '#server/db/database.ts';
import { cancelWithin } from '#server/meetups/cancelling.ts';
import { addDays, dayOf, timeOf } from '#server/meetups/days.ts';
import * as held from '#server/meetups/held.ts';
import type { Held } from '#server/meetups/held.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as moving from '#server/meetups/moving.ts';
import { pair, stepOf } from '#server/meetups/pairing.ts';
import type { Plan } from '#server/meetups/plans.ts';
import * as series from '#server/meetups/series.ts';
import type { Series } from '#server/meetups/series.ts';
import { timesOf, type SeriesDates } from '#server/meetups/series-dates.ts';
import * as telling from '#server/meetups/telling.ts';
import * as waiting from '#server/meetups/waiting.ts';
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

const HORIZON_DAYS = 800;

/** Who would be affected, date by date; and the first dates of the new plan. Changes nothing. */
export async function preview(
  db: Reader,
  change: LaterChange,
  now: number,
): Promise<{ fates: Fate[]; times: string[] } | null> {
  const old = await series.find(db, change.hub, change.id);
  if (!old) return null;
  const { dates, times, goals } = await layOut(db, old, change, now);
  const fates = dates
    .filter(({ joined, meetup }) => joined && meetup.cancelledAt === null)
    .map((date) => fateOf(date, goals, old, change.plan));
  return { fates, times: times.slice(0, 6) };
}

/**
 * Makes the change and tells everybody concerned, in one transaction. "This and later" gives the dates from that
 * day on to a new series that follows the old one; joined dates go with it and keep their addresses. 'already'
 * when the series is not as the host saw it. Returns the series that now has these dates.
 */
export async function change(
  db: Database,
  asked: LaterChange,
  now: number,
): Promise<{ outcome: 'changed'; id: string } | { outcome: 'already' | 'unknown' }> {
  return db.write(async (tx) => {
    const old = await series.find(tx, asked.hub, asked.id);
    if (!old) return { outcome: 'unknown' };
    if (old.version !== asked.version) return { outcome: 'already' };
    if (isSingle(old)) await keepOnly(tx, old, now);
    const { dates, goals, inPlace } = await layOut(tx, old, asked, now);
    const id = inPlace ? await rewrite(tx, old, asked, now) : await split(tx, old, asked, now);
    for (const date of dates) await settle(tx, date, { old, id, asked, goals }, now);
    return { outcome: 'changed', id };
  });
}

type Goals = Map<string, string>;

async function layOut(db: Reader, old: Series, change: LaterChange, now: number) {
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
    dates,
    times,
    goals: pair(days, times, { step: staysSingle ? Infinity : stepOf(before, times) }),
    // Where no day changes, and where there is only one date, the dates can stay in their series.
    inPlace: change.all && (staysSingle || before.map(dayOf).join() === times.map(dayOf).join()),
  };
}

function isSingle({ rrule, extra }: Plan): boolean {
  return rrule === null && extra.length === 0;
}

/** Gives a single date its row, by which it keeps its address whatever day it goes to. */
async function keepOnly(tx: Writer, { hub, id, start }: Series, now: number): Promise<void> {
  const only = await meetups.find(tx, hub, `${id}-${dayOf(start)}`, now);
  if (only) await meetups.keep(tx, only, now);
}

function newDates(old: Series, plan: Plan): SeriesDates {
  const { start, rrule, extra } = plan;
  const { zone, leftOut, pauses } = old;
  return { start, zone, rrule, extra, leftOut, pauses, endsBefore: newEnd(old, plan) };
}

function newEnd(old: Series, plan: Plan): string | null {
  if (plan.rrule === null) return series.endOf(plan);
  return old.rrule === null ? null : old.endsBefore;
}

function fateOf(date: Held, goals: Goals, old: Series, plan: Plan): Fate {
  const { meetup } = date;
  const to = goals.get(meetup.originalDate) ?? null;
  if (to === null) return { date, fate: 'goes', to };
  const isAnotherTime = !meetup.ownTime && to !== meetup.startsLocal;
  // A date that is held somewhere of its own stays there.
  const isAnotherPlace = meetup.venueId === old.venueId && plan.venueId !== old.venueId;
  if (isAnotherTime || isAnotherPlace)
    return { date, fate: 'moves', to: meetup.ownTime ? meetup.startsLocal : to };
  const SMALL = ['lengthMin', 'bring', 'cost', 'planB', 'planBBy'] as const;
  const isSmall = SMALL.some((part) => plan[part] !== old[part]);
  return { date, fate: isSmall ? 'small' : 'same', to: meetup.startsLocal };
}

/** The series itself becomes the new plan; what is over stays as it was. */
async function rewrite(tx: Writer, old: Series, { plan, from }: LaterChange, now: number): Promise<string> {
  await moving.freezePast(tx, old.id, now);
  const retime = (local: string) =>
    plan.rrule === null && dayOf(local) < from ? local : `${dayOf(local)}T${timeOf(plan.start)}`;
  const start = isSingle(plan) ? plan.start : retime(old.start);
  const endsBefore =
    plan.rrule === null ? series.endOf({ ...plan, start, extra: old.extra }) : old.endsBefore;
  await tx.run(REWRITE, { ...series.valuesOf({ ...plan, start }), id: old.id, endsBefore, now });
  await series.writeDates(tx, old.id, old.extra.map(retime));
  await series.writeHosts(tx, old.id, plan.hosts, now);
  return old.id;
}

const REWRITE = `
  UPDATE series
     SET title = :title, words = :words, venue_id = :venueId, start_local = :start, length_min = :lengthMin,
         rrule = :rrule, joining = :joining, room_for = :roomFor, exact_limit = :exactLimit, bring = :bring,
         cost = :cost, plan_b = :planB, plan_b_by = :planBBy, ends_before = :endsBefore, changed_at = :now,
         version = version + 1
   WHERE id = :id`;

/** The old series ends, and a new one follows it with its pauses. */
async function split(
  tx: Writer,
  old: Series,
  { hub, by, plan, from }: LaterChange,
  now: number,
): Promise<string> {
  await tx.run(
    `UPDATE series
        SET ends_before = :from, changed_at = :now, version = version + 1
      WHERE id = :id
        AND (ends_before IS NULL OR ends_before > :from)`,
    { id: old.id, from, now },
  );
  const endsBefore = newEnd(old, plan);
  const id = await series.planWithin(tx, { hub, by, ...plan, follows: old.id, endsBefore }, now);
  await tx.run(
    `INSERT INTO series_pauses (series_id, from_date, back_on, paused_by, paused_at)
     SELECT :id, from_date, back_on, paused_by, paused_at
       FROM series_pauses
      WHERE series_id = :old
        AND back_on > :from`,
    { id, old: old.id, from },
  );
  await tx.run(
    `INSERT INTO series_dates (series_id, local, kind)
     SELECT :id, local, kind
       FROM series_dates
      WHERE series_id = :old
        AND kind = 'left-out'
        AND local >= :from`,
    { id, old: old.id, from },
  );
  return id;
}

interface Settling {
  old: Series;
  /** The series that has these dates from now on. */
  id: string;
  asked: LaterChange;
  goals: Goals;
}

/** Brings one kept date over to the new plan, as the host chose. */
async function settle(
  tx: Writer,
  date: Held,
  { old, id, asked, goals }: Settling,
  now: number,
): Promise<void> {
  const { meetup, joined } = date;
  const { fate, to } = fateOf(date, goals, old, asked.plan);
  const goal =
    to === null ? null : goalOf(meetup, { id, day: dayOf(goals.get(meetup.originalDate)!), to, old, asked });
  if (meetup.cancelledAt !== null || !joined) {
    if (goal) await moving.move(tx, meetup, goal, now);
    else await held.drop(tx, meetup);
  } else if (fate === 'goes') {
    if (asked.joined === 'cancel') await cancelWithin(tx, meetup, { by: asked.by, because: '' }, now);
  } else if (fate === 'moves' && asked.joined === 'cancel') {
    await cancelWithin(tx, meetup, { by: asked.by, because: '' }, now);
  } else if (fate === 'moves' && asked.joined === 'keep') {
    await moving.freeze(tx, meetup);
    const { startsLocal, lengthMin } = meetup;
    await moving.move(tx, meetup, { ...goal!, startsLocal, lengthMin, ownTime: true }, now);
  } else {
    await moveAndTell(tx, { meetup, goal: goal!, fate, asked }, now);
  }
}

async function moveAndTell(
  tx: Writer,
  {
    meetup,
    goal,
    fate,
    asked,
  }: { meetup: Meetup; goal: moving.Goal; fate: Fate['fate']; asked: LaterChange },
  now: number,
): Promise<void> {
  const { endsAt } = await moving.move(tx, meetup, goal, now);
  const told = { meetup: { ...meetup, seriesId: goal.seriesId }, by: asked.by, to: { ...goal, endsAt } };
  if (fate === 'moves') {
    await moving.raiseSequence(tx, meetup);
    await telling.tell(tx, { kind: 'moved', ...told }, now);
  } else if (fate === 'small') {
    await (asked.tellSmall ? telling.tell : telling.note)(tx, { kind: 'changed', ...told }, now);
  }
  const fresh = await meetups.find(tx, asked.hub, meetup.id, now);
  // A higher limit may have freed places.
  if (fresh && fresh.exactLimit !== meetup.exactLimit) await waiting.offerFreed(tx, fresh, now);
}

function goalOf(
  meetup: Meetup,
  { id, day, to, old, asked }: { id: string; day: string; to: string; old: Series; asked: LaterChange },
): moving.Goal {
  return {
    seriesId: id,
    originalDate: day,
    startsLocal: to,
    // A length of its own stays.
    lengthMin: meetup.lengthMin === old.lengthMin ? asked.plan.lengthMin : meetup.lengthMin,
    ownTime: meetup.ownTime,
  };
}
