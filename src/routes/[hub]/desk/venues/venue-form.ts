import * as v from 'valibot';
import type { FormProblems } from '#lib/forms.ts';
import { ACCESS_FACTS, type Known } from '#server/meetups/access.ts';
import type { VenueWords } from '#server/meetups/venues.ts';
import { line, maybeLine, maybeLines, once, tick } from '../../../fields.ts';

const HOW_MANY = 'Enter a number in figures, like 12, or leave it empty';
const POINT = 'Enter two numbers, like 54.4537, -0.5946, or leave it empty';

const known = v.optional(v.picklist(['yes', 'no', 'not-known'], 'Choose yes, no or not known'), 'not-known');

export const VenueForm = v.object({
  kind: v.picklist(['public', 'home'], 'Choose what kind of place it is'),
  name: line('Enter what the place is called', 120),
  area: maybeLine(120),
  directions: maybeLines(600),
  address: maybeLines(300),
  point: v.pipe(
    v.optional(v.string(POINT), ''),
    v.check((text) => text === '' || toPoint(text) !== null, POINT),
  ),
  keyWith: maybeLine(120),
  roomFor: v.pipe(
    v.optional(v.string(HOW_MANY), ''),
    v.regex(/^([1-9]\d{0,3})?$/, HOW_MANY),
    v.transform((text) => (text === '' ? null : Number(text))),
  ),
  shelter: known,
  homeOf: v.optional(v.string('Choose one neighbour'), ''),
  checkedAgain: tick,
  once,
  ...Object.fromEntries(ACCESS_FACTS.map((fact) => [`access-${fact}`, known] as const)),
});

/** Of a place that is known already. */
export const ChangedVenueForm = v.object({ ...VenueForm.entries, samePlace: tick });

type Typed = v.InferOutput<typeof VenueForm>;

/** What a home cannot do without; null when it is all there. Whose it is decides what goes when they erase themselves. */
export function missingIn({ kind, area, homeOf }: Typed): FormProblems | null {
  if (kind !== 'home') return null;
  const problems: FormProblems = {};
  if (!area) problems['area'] = 'Enter the street or part of the village. This is all that others see';
  if (!homeOf)
    problems['homeOf'] = 'Choose whose home it is. Add them under “People” first if they are not there';
  return Object.keys(problems).length > 0 ? problems : null;
}

/** A place as it was typed. */
export function toVenue(typed: Typed): VenueWords {
  const facts = typed as unknown as Record<string, Known>;
  return {
    kind: typed.kind,
    name: typed.name,
    area: typed.area ?? '',
    directions: typed.directions,
    address: typed.address,
    point: toPoint(typed.point),
    keyWith: typed.keyWith ?? '',
    roomFor: typed.roomFor,
    shelter: typed.shelter,
    homeOf: typed.kind === 'home' ? typed.homeOf || null : null,
    access: Object.fromEntries(ACCESS_FACTS.map((fact) => [fact, facts[`access-${fact}`] ?? 'not-known'])),
    checkedAgain: typed.checkedAgain,
  };
}

/** "54.4537, -0.5946", as maps on the web give it. */
function toPoint(text: string): { latitude: number; longitude: number } | null {
  const match = /^(-?\d{1,2}(?:\.\d+)?)[,\s]+(-?\d{1,3}(?:\.\d+)?)$/.exec(text.trim());
  if (!match) return null;
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
