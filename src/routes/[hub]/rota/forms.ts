import * as v from 'valibot';
import { line, once } from '../../fields.ts';

const id = v.pipe(v.string('Choose a job'), v.nonEmpty('Choose a job'), v.maxLength(60));

export const SHIFT = v.object({ meetup: id, job: id });

export const TAKE = v.object({
  meetup: id,
  job: id,
  firstName: v.optional(line('Enter your first name', 60)),
  learning: v.optional(v.literal('yes')),
  once,
});

export const ERRAND = v.object({ id });

export const TAKE_ERRAND = v.object({ id, firstName: TAKE.entries.firstName, once });
