import * as v from 'valibot';
import type { Deadline } from '#server/hubs/magazines.ts';
import { line } from '../../../fields.ts';

const WHICH = 'Choose by which day of the month';
const BEFORE = 'Enter a number of days from 1 to 21';

export const MAGAZINE = v.pipe(
  v.object({
    name: line('Enter what it is called', 80),
    which: v.picklist(['date', '1', '2', '3', '4', '-1'], WHICH),
    monthDay: whole(1, 31),
    weekday: whole(0, 6),
    remindBefore: v.pipe(
      whole(1, 21),
      v.check((days) => days !== null, BEFORE),
    ),
  }),
  v.forward(
    v.partialCheck(
      [['which'], ['monthDay']],
      ({ which, monthDay }) => which !== 'date' || monthDay !== null,
      'Enter a day from 1 to 31',
    ),
    ['monthDay'],
  ),
  v.forward(
    v.partialCheck(
      [['which'], ['weekday']],
      ({ which, weekday }) => which === 'date' || weekday !== null,
      'Choose a weekday',
    ),
    ['weekday'],
  ),
);

export function deadlineOf({
  which,
  monthDay,
  weekday,
}: Pick<v.InferOutput<typeof MAGAZINE>, 'which' | 'monthDay' | 'weekday'>): Deadline {
  return which === 'date' ? { monthDay: monthDay ?? 1 } : { nth: Number(which), weekday: weekday ?? 0 };
}

/** A whole number in figures within these bounds; null for anything else. */
function whole(least: number, most: number) {
  return v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) => (/^\s*\d{1,3}\s*$/.test(text) ? Number(text) : NaN)),
    v.transform((number) => (number >= least && number <= most ? number : null)),
  );
}
