import * as v from 'valibot';
import type { FormProblems, FormValues } from '#lib/forms.ts';
import { NEW_PLACE, type Plan, type Refusal } from '#server/meetups/plans.ts';
import * as rhythm from '#server/meetups/rhythm.ts';
import { line, maybeLine, maybeLines, once, tick } from '../../../fields.ts';

const HOW_MANY = 'Enter a number in figures, like 12, or leave it empty';
const DAY = 'Enter a day, like 2 March 2027';
const TIME = 'Enter a time, like 10:30';

const day = v.pipe(v.string(DAY), v.isoDate(DAY), v.check(isDay, DAY));
const maybeDay = v.pipe(
  v.optional(v.string(DAY), ''),
  v.check((text) => text === '' || isDay(text), DAY),
  v.transform((text) => text || null),
);
const time = v.pipe(v.string(TIME), v.transform(withColon), v.check(isTime, TIME));
const maybeTime = v.pipe(
  v.optional(v.string(TIME), ''),
  v.transform(withColon),
  v.check((text) => text === '' || isTime(text), `${TIME}, or leave it empty`),
);
const number = v.pipe(
  v.optional(v.string(HOW_MANY), ''),
  v.regex(/^\d{0,4}$/, HOW_MANY),
  v.transform((text) => (text === '' ? null : Number(text))),
  v.check((number) => number !== 0, HOW_MANY),
);
const many = v.pipe(
  v.optional(v.union([v.string(), v.array(v.string())]), []),
  v.transform((chosen) => [chosen].flat().filter(Boolean)),
);
const choice = (from: readonly string[]) => v.optional(v.picklist([...from, ''], 'Choose one of these'), '');

/** What any date has: a name, a time, a place and hosts. */
const ONE_DATE = {
  title: line('Enter what it is called, like "Tea at the shelter"', 120),
  words: maybeLines(2_000),
  time,
  length: v.pipe(
    v.optional(v.string(), '90'),
    v.regex(/^\d{1,4}$/, 'Choose how long it is'),
    v.transform(Number),
    v.check((minutes) => minutes >= 5 && minutes <= 1440, 'Choose how long it is, up to a day'),
  ),
  venue: v.optional(v.string('Choose one place'), ''),
  place: maybeLine(120),
  bring: maybeLine(300),
  cost: maybeLine(120),
  roomFor: number,
  exactLimit: number,
  planB: maybeLine(300),
  planBBy: maybeTime,
  hosts: many,
  otherHost: v.optional(v.string('Choose one neighbour'), ''),
};

/** The form for one date alone. */
export const OneDateForm = v.object({
  ...ONE_DATE,
  day,
  tellSmall: tick,
  seen: maybeLine(200),
  sequence: maybeLine(20),
});

/** The form for a series, or for a single date with all that belongs to it. */
export const PlanForm = v.object({
  ...ONE_DATE,
  day: maybeDay,
  often: v.optional(
    v.picklist(
      ['once', 'weekly', 'fortnightly', 'monthly-by-weekday', 'monthly-by-date', 'on-dates'],
      'Choose how often it is',
    ),
    'once',
  ),
  nth: choice(['1', '2', '3', '4', '-1']),
  weekday: choice(['0', '1', '2', '3', '4', '5', '6']),
  dates: many,
  joining: v.optional(v.picklist(['just-turn-up', 'tell-us'], 'Choose how people join'), 'just-turn-up'),
  joined: v.optional(v.picklist(['keep', 'move', 'cancel'], 'Choose what happens to these dates'), 'move'),
  tellSmall: tick,
  seen: maybeLine(400),
  version: maybeLine(20),
  once,
});

type OneDateTyped = v.InferOutput<typeof OneDateForm>;
type PlanTyped = v.InferOutput<typeof PlanForm>;

/** What both forms say of a date, for the rooms. */
function detailsOf(typed: OneDateTyped | PlanTyped) {
  const isNewPlace = !typed.venue || typed.venue === NEW_PLACE;
  return {
    title: typed.title,
    words: typed.words,
    venueId: isNewPlace ? (typed.place ? NEW_PLACE : '') : typed.venue,
    lengthMin: typed.length,
    bring: typed.bring ?? '',
    cost: typed.cost ?? '',
    planB: typed.planB ?? '',
    planBBy: typed.planBBy,
    roomFor: typed.roomFor,
    exactLimit: typed.exactLimit,
    hosts: [...new Set([...typed.hosts, typed.otherHost].filter(Boolean))],
  };
}

/** One date as it was typed. */
export function toOneDate(typed: OneDateTyped) {
  return { ...detailsOf(typed), start: `${typed.day}T${typed.time}` };
}

/** A plan as it was typed, or what to put right about its days. `today` is the hub's. */
export function toPlan(typed: PlanTyped, today: string): { plan: Plan } | { problems: FormProblems } {
  const dates = typed.dates.filter(isDay);
  const times = rhythm.timesOf(
    {
      often: typed.often,
      day: typed.day ?? (typed.often === 'on-dates' ? (dates.sort()[0] ?? null) : null),
      time: typed.time,
      nth: typed.nth === '' ? null : (Number(typed.nth) as rhythm.Nth),
      weekday: typed.weekday === '' ? null : Number(typed.weekday),
      dates,
    },
    today,
  );
  if (times === 'no-day') return { problems: { day: NO_DAY[typed.often] ?? DAY } };
  if (times === 'not-every-month') return { problems: { day: NOT_EVERY_MONTH } };
  return { plan: { ...detailsOf(typed), ...times, joining: typed.joining } };
}

const NO_DAY: Partial<Record<rhythm.Often, string>> = {
  'monthly-by-weekday': 'Enter the first day, or tap which one and which weekday below',
};
const NOT_EVERY_MONTH =
  'Not every month has this date. Choose a day up to the 28th, or the last weekday of the month';

const REFUSED: Record<Refusal, [field: string, words: string]> = {
  'no-such-venue': ['venue', 'Choose where it is, or enter a new place'],
  'no-host': ['hosts', 'Choose at least one host'],
  'host-not-here': ['hosts', 'Choose hosts who belong to this hub'],
  'home-needs-second-host': ['hosts', 'In a home there have to be two hosts. Choose a second one'],
  'in-the-past': ['day', 'This day is over. Enter today or a later day'],
  'too-far-ahead': ['day', 'Enter a day in the next two years'],
  'too-many-dates': ['dates', 'Enter 60 dates at most'],
  'no-dates': ['day', 'There are no such days. Enter another one'],
};

/** What to do about what the rooms refuse, by field. */
export function problemsOf(refusals: Refusal[], values: FormValues): FormProblems {
  const problems: FormProblems = {};
  for (const refusal of refusals) {
    const [field, words] = REFUSED[refusal];
    // With no place written down yet, the only field there is is the new place.
    const shown = field === 'venue' && values['venue'] === undefined ? 'place' : field;
    problems[shown] ??= shown === 'place' ? 'Enter where it is, like "The old bus shelter"' : words;
  }
  return problems;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** "9:30", "9.30" and "0930" are what people type where there is no picker. */
function withColon(text: string): string {
  const match = /^(\d{1,2})[:. ]?(\d\d)(?::\d\d)?$/.exec(text.trim());
  return match ? `${match[1]!.padStart(2, '0')}:${match[2]}` : text;
}
