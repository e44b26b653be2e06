import * as v from 'valibot';
import { LIKINGS, PLEDGES } from '#lib/rota-words.ts';

const HOW_OFTEN = 'Choose how often';
const DAY = /^\d{4}-\d\d-\d\d$/;

export const WISHES = v.looseObject({
  pledge: v.pipe(
    v.string(HOW_OFTEN),
    v.check((text) => PLEDGES.some(({ value }) => value === text), HOW_OFTEN),
    v.transform((text) => PLEDGES.find(({ value }) => value === text)!.turns),
  ),
  remindHours: v.pipe(
    v.optional(v.string(), ''),
    v.check((text) => text === '' || /^([1-9]|1[0-2])$/.test(text), 'Choose from 1 to 12 hours'),
    v.transform((text) => (text === '' ? null : Number(text))),
  ),
});

/** The answers named "liking-<job>" of a form that holds one for each job. */
export function likingsOf(values: Record<string, unknown>): Record<string, 0 | 1 | 2 | 3> {
  const named = Object.entries(values).filter(([name]) => name.startsWith('liking-'));
  const known = named.filter(([, value]) => LIKINGS.some((one) => one.value === value));
  return Object.fromEntries(known.map(([name, value]) => [name.slice(7), Number(value) as 0 | 1 | 2 | 3]));
}

const day = (ask: string) => v.pipe(v.string(ask), v.regex(DAY, ask));

export const AWAY = v.object({
  kind: v.picklist(['away', 'maybe', 'no-lifting'], 'Choose what holds on these days'),
  from: day('Enter the first day'),
  to: v.pipe(
    v.optional(v.string(), ''),
    v.check((text) => text === '' || DAY.test(text), 'Enter the last day, or leave it empty for one day'),
  ),
  weekday: v.pipe(
    v.optional(v.string(), ''),
    v.check((text) => /^[0-6]?$/.test(text), 'Choose a day of the week from the list'),
    v.transform((text) => (text === '' ? null : Number(text))),
  ),
});

export const ONE = v.object({ id: v.pipe(v.string(), v.maxLength(60)) });

export const PAIRING = v.object({
  other: v.pipe(v.string('Choose somebody'), v.nonEmpty('Choose somebody'), v.maxLength(60)),
  kind: v.picklist(['together', 'apart', 'alternating', 'not-together'], 'Choose what you would like'),
});

export const BY = v.object({
  by: v.pipe(v.string('Choose somebody'), v.nonEmpty('Choose somebody'), v.maxLength(60)),
  /** How somebody told the host who writes it down. */
  said: v.optional(v.picklist(['in-person', 'rang'], 'Choose how they told you'), 'in-person'),
});

export const OTHER = v.object({ other: v.pipe(v.string(), v.maxLength(60)) });
