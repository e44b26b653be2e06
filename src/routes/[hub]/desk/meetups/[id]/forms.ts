import * as v from 'valibot';
import { maybeLine, maybeTelephone, once, tick } from '../../../../fields.ts';

const FROM_1_TO_9 = 'Enter how many of them, from 1 to 9';
const HOW_MANY = 'Enter a number in figures, like 12';

const number = v.pipe(v.string(HOW_MANY), v.regex(/^\d{1,4}$/, HOW_MANY), v.transform(Number));

/** Somebody who is known, or the name of somebody who is not. */
export const ADD = v.object({
  person: maybeLine(40),
  firstName: maybeLine(60),
  telephone: maybeTelephone,
  party: v.optional(v.pipe(v.string(FROM_1_TO_9), v.regex(/^[1-9]$/, FROM_1_TO_9), v.transform(Number)), '1'),
  said: v.optional(v.picklist(['in-person', 'rang'], 'Choose how they told you'), 'in-person'),
  another: tick,
  once,
});

export const PERSON = v.object({
  person: v.pipe(v.string('Choose somebody'), v.nonEmpty('Choose somebody')),
});

export const TALLY = v.object({ people: number, newFaces: number });

export const CAME = v.object({
  came: v.pipe(
    v.optional(v.union([v.string(), v.array(v.string())]), []),
    v.transform((ids) => [ids].flat()),
  ),
});
