import * as v from 'valibot';
import type { Point } from '#server/lifts/distance.ts';
import { line, maybeLines, once } from '../../../fields.ts';
import { toPoint } from '../../lifts/forms.ts';

const MPH = 'Enter miles an hour from 7 to 55';
const WHERE = 'Enter two numbers from a map, like 54.4537, -0.5946';
const known = v.optional(v.picklist(['yes', 'no', 'not-known'], 'Choose yes, no or not known'), 'not-known');

export const POINT = v.object({
  name: line('Enter what the place is called', 80),
  directions: maybeLines(300),
  point: v.pipe(
    v.string(WHERE),
    v.transform(toPoint),
    v.custom<Point>((on) => on !== null, WHERE),
  ),
  lit: known,
  seat: known,
  once,
});

export const SPEED = v.object({
  mph: v.pipe(
    v.string(MPH),
    v.check((text) => /^\d{1,2}$/.test(text) && Number(text) >= 7 && Number(text) <= 55, MPH),
    v.transform(Number),
  ),
});

export const HOME = v.object({
  ride: v.pipe(v.string('Choose a lift'), v.nonEmpty('Choose a lift'), v.maxLength(60)),
});

export const FAR_AWAY = 'This is far from all your places, or in the sea. Look at the two numbers again';
