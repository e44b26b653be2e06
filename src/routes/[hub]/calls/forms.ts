import * as v from 'valibot';
import { maybeLines } from '../../fields.ts';

const WHICH = 'Choose which one';
const id = v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60));
const DAY = 'Enter a day, like 3 September 2027';
export const day = v.pipe(v.string(DAY), v.isoDate(DAY));

export const ById = v.object({ id });
export const CallForm = v.object({ call: id });
export const TellForm = v.object({ step: id, note: maybeLines(500) });
export const Away = v.object({ fromDay: day, toDay: day });
