import * as v from 'valibot';
import type { FormProblems } from '#lib/forms.ts';
import type { Why } from '#lib/worker/words.ts';
import type { Noted } from '#server/voice/writing-up.ts';
import { line, once } from '../../../../../fields.ts';
import { NEW_PROMISE } from '../../../../../promise-fields.ts';

const WHICH = 'Choose which one';
const id = v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60));

export const DECIDE = v.object({ decided: line('Write what was decided', 300), once });
export const PROMISE = v.object({ ...NEW_PROMISE, once });
export const DECISION = v.object({ decision: id });
export const RING = v.object({ letter: id, outcome: v.picklist(['spoke', 'no-answer'], WHICH) });

type Refused = Exclude<Noted, 'noted'>;

export const NOT_NOTED: Record<Refused, FormProblems> = {
  'too-early': { form: 'It is not the day of the meet-up yet' },
  cancelled: { form: 'This meet-up was cancelled' },
  approved: { form: 'The room has said that these notes are right. Put it on the next agenda instead' },
  'not-here': { owner: 'They are no longer here. Choose somebody else' },
};

export const WHY: Record<Refused, Why> = {
  'too-early': 'too-early',
  cancelled: 'cancelled',
  approved: 'over',
  'not-here': 'form',
};
