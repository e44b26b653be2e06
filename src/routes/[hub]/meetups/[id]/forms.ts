import * as v from 'valibot';
import { line, maybeLine, once, tick } from '../../../fields.ts';

const FROM_1_TO_9 = 'Enter how many of you, from 1 to 9';

const firstName = line('Enter your first name', 60);
const party = v.optional(v.pipe(v.string(FROM_1_TO_9), v.regex(/^[1-9]$/, FROM_1_TO_9), v.transform(Number)));
/** Who says "not this time" need not count anybody, so whatever stands there is left alone. */
const nobody = v.pipe(
  v.optional(v.unknown()),
  v.transform(() => undefined),
);

/** Whoever comes can say so with the same tap; the page about the lift follows. */
const lift = { needLift: tick, giveLift: tick };

/** What a newcomer is asked, by what they answer. */
export const FOR_NEWCOMER = {
  coming: v.object({ firstName, party, once, ...lift }),
  maybe: v.object({ firstName, party, once }),
  'not-this-time': v.object({ firstName, party: nobody, once }),
};

/** The same on a device that knows whose it is. */
export const FOR_VIEWER = {
  coming: v.object({ firstName: v.optional(firstName), party, once, ...lift }),
  maybe: v.object({ firstName: v.optional(firstName), party, once }),
  'not-this-time': v.object({ firstName: v.optional(firstName), party: nobody, once }),
};

export const DETAILS = v.object({ words: maybeLine(300), carer: tick });
