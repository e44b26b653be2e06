import type { RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#server/db/database.ts';
import * as laterDates from '#server/meetups/later-dates.ts';
import type { LaterChange } from '#server/meetups/laying-out.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as oneDate from '#server/meetups/one-date.ts';
import type { Plan } from '#server/meetups/plans.ts';
import * as rhythm from '#server/meetups/rhythm.ts';
import type { Series } from '#server/meetups/series.ts';
import * as telling from '#server/meetups/telling.ts';
import { hash } from '#server/secrets.ts';
import { localOf } from '#server/wall-clock.ts';
import { ofPlan, type PlanValues } from '../../plan-values.ts';

/** How much changes. A single date is always changed as a whole. */
export type Scope = 'one' | 'later' | 'all';

/** What the host sees before saving. */
export interface Preview {
  /** Whether anybody is touched by it. */
  touches: boolean;
  /** Stands for all that is shown, so that what is saved is what was seen. */
  key: string;
  dates: Touched[];
  /** The next dates of a row; none for one date. */
  times: string[];
  /** True when a date would move or go, so that the host must choose. */
  asks: boolean;
  /** True when only something small changes, which need not be told. */
  small: boolean;
}

interface Touched {
  from: string;
  to: string | null;
  fate: 'moves' | 'goes' | 'small' | 'same';
  people: { firstName: string; hosting: boolean }[];
}

/** The scope in the address. */
export function read({ url }: Pick<RequestEvent, 'url'>, meetup: Meetup): Scope {
  const asked = url.searchParams.get('scope');
  if (!meetup.repeats) return 'all';
  return asked === 'later' || asked === 'all' ? asked : 'one';
}

/** What stands in the form for this scope. */
export function valuesOf(scope: Scope, meetup: Meetup, series: Series, now: number): PlanValues {
  if (scope === 'one') {
    return ofPlan({
      ...series,
      ...meetup,
      hosts: meetup.hosts.map(({ id }) => id),
      start: meetup.startsLocal,
      rrule: null,
      extra: [],
    });
  }
  if (!meetup.repeats) return ofPlan({ ...series, ...detailsOf(meetup), start: meetup.startsLocal });
  const today = localOf(now, meetup.zone).slice(0, 10);
  const from = scope === 'later' ? meetup.originalDate : today;
  const time = series.start.slice(10);
  if (series.rrule !== null) return ofPlan({ ...series, start: meetup.originalDate + time });
  const [start = series.start, ...extra] = [series.start, ...series.extra]
    .filter((local) => local >= from)
    .sort();
  return ofPlan({ ...series, start, extra });
}

/** The plan, begun early enough for "all". */
export function reaching(event: RequestEvent, meetup: Meetup, plan: Plan, now: number): Plan {
  if (read(event, meetup) !== 'all' || !meetup.repeats || plan.start.slice(0, 10) < meetup.originalDate)
    return plan;
  return { ...plan, ...rhythm.reachBack(plan, localOf(now, meetup.zone).slice(0, 10)) };
}

/** Which series, and from which day on. */
export function askedOf(event: RequestEvent, meetup: Meetup, now: number) {
  const all = read(event, meetup) === 'all';
  const today = localOf(now, meetup.zone).slice(0, 10);
  const from = all && meetup.repeats ? today : meetup.originalDate;
  return { hub: meetup.hub, id: meetup.seriesId, all, from };
}

export async function previewOne(
  db: Reader,
  meetup: Meetup,
  to: oneDate.OneDate,
  by: string,
): Promise<Preview> {
  const weight = oneDate.weightOf(meetup, to);
  const people = await telling.concerned(db, meetup, by);
  const fate = weight === 'moves' ? 'moves' : weight === 'small' ? 'small' : 'same';
  const dates =
    fate === 'same' || people.length === 0 ? [] : [touched(meetup.startsLocal, to.start, fate, people)];
  return previewOf(dates, []);
}

export async function previewSeries(db: Reader, asked: LaterChange, now: number): Promise<Preview> {
  const seen = await laterDates.preview(db, asked, now);
  const dates = (seen?.fates ?? [])
    .filter(({ fate }) => fate !== 'same')
    .map(({ date, fate, to }) => touched(date.meetup.startsLocal, to, fate, date.concerned));
  const isRow = asked.plan.rrule !== null || asked.plan.extra.length > 0;
  return previewOf(dates, isRow ? (seen?.times ?? []) : []);
}

function previewOf(dates: Touched[], times: string[]): Preview {
  const asks = dates.some(({ fate }) => fate === 'moves' || fate === 'goes');
  const small = dates.some(({ fate }) => fate === 'small');
  return {
    touches: dates.length > 0 || times.length > 0,
    key: hash(JSON.stringify([dates, times])),
    dates,
    times,
    asks,
    small,
  };
}

function touched(
  from: string,
  to: string | null,
  fate: Touched['fate'],
  people: telling.Concerned[],
): Touched {
  return { from, to, fate, people: people.map(({ firstName, hosting }) => ({ firstName, hosting })) };
}

function detailsOf(meetup: Meetup) {
  const { title, words, venueId, lengthMin, roomFor, exactLimit, bring, cost, planB, planBBy } = meetup;
  const hosts = meetup.hosts.map(({ id }) => id);
  return { title, words, venueId, lengthMin, roomFor, exactLimit, bring, cost, planB, planBBy, hosts };
}
