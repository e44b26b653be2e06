import * as v from 'valibot';
import * as bodies from '#server/partners/bodies.ts';
import { PARTS } from '#server/partners/body-people.ts';
import { line, maybeLine, maybeLines, once } from '../../../fields.ts';

const DAYS = 'Enter a number of days';
const days = (least: number, most: number) =>
  v.pipe(
    v.string(DAYS),
    v.regex(/^\d{1,3}$/, DAYS),
    v.transform(Number),
    v.minValue(least, `Enter ${least} or more`),
    v.maxValue(most, `Enter ${most} or less`),
  );
const WHICH = 'Choose which one';
const id = v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60));
const WHEN = 'Enter a day and a time';

export const CARD = {
  name: line('Enter what it is called', 120),
  kind: v.picklist(bodies.KINDS, 'Choose what it is'),
  nation: v.picklist(bodies.NATIONS, 'Choose where it is'),
  remit: maybeLines(500),
  daysAhead: days(0, 60),
  answersWithin: days(1, 120),
};

export const ADD = v.object({ ...CARD, once });
export const SAVE = v.object(CARD);
export const GIVE = v.object({ person: id, part: v.picklist(PARTS, 'Choose what they do there') });
export const PERSON = v.object({ person: id });
export const MEETING = v.object({
  day: v.pipe(v.string(WHEN), v.isoDate(WHEN)),
  time: v.pipe(v.string(WHEN), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, WHEN)),
  place: v.pipe(
    maybeLine(120),
    v.transform((text) => text ?? ''),
  ),
});
export const MEETING_OFF = v.object({ meeting: id });
export const OVER = v.object({
  followedBy: v.pipe(
    v.optional(v.string(), ''),
    v.maxLength(60),
    v.transform((text) => text || null),
  ),
});
