import * as v from 'valibot';
import { maybeLine } from '../../../../fields.ts';

const DAY = 'Enter a day, like 3 September 2027';
const day = v.pipe(v.string(DAY), v.isoDate(DAY));
const stopping = {
  seen: maybeLine(60),
  joined: v.optional(v.picklist(['keep', 'cancel'], 'Choose what happens to these dates'), 'keep'),
  because: maybeLine(300),
};

export const Pause = v.object({ from: day, backOn: day, ...stopping });
export const Resume = v.object({ from: day });
export const End = v.object({ endFrom: day, ...stopping });
