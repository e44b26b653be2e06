import * as v from 'valibot';
import { line, maybeLine, once } from '../../../fields.ts';

const BEFORE = 'Enter the day by which it should be done';

export const ERRAND = v.object({
  name: line('Say what is to be done, like "Leaflets for Mill Lane"', 80),
  words: maybeLine(200),
  by: v.pipe(v.string(BEFORE), v.regex(/^\d{4}-\d\d-\d\d$/, BEFORE)),
  minutes: v.pipe(
    v.optional(v.string(), ''),
    v.check(
      (text) => text === '' || (/^\d{1,3}$/.test(text) && Number(text) >= 5 && Number(text) <= 600),
      'Enter from 5 to 600 minutes, or leave it empty',
    ),
    v.transform((text) => (text === '' ? null : Number(text))),
  ),
  once,
});

export const ONE = v.object({ id: v.pipe(v.string(), v.maxLength(60)) });
