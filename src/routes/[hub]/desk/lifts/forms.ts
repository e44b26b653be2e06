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

const number = (ask: string, least: number, most: number) =>
  v.pipe(
    v.string(ask),
    v.check((text) => /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most, ask),
    v.transform(Number),
  );
const money = (ask: string) =>
  v.pipe(
    v.string(ask),
    v.transform((text) => text.replace(/^£\s*/, '')),
    v.check((text) => /^\d{1,3}(\.\d{1,2})?$/.test(text), ask),
    v.transform((text) => Math.round(Number(text) * 100)),
  );

export const TAXI = v.object({
  name: line('Enter what the firm is called', 80),
  telephone: v.pipe(
    v.string('Enter its telephone number'),
    v.regex(/^[+\d][\d ()-]{2,29}$/, 'Enter its telephone number, like 01947 600123'),
  ),
  seats: number('Enter a number from 1 to 16', 1, 16),
  wheelchairs: number('Enter a number from 0 to 4', 0, 4),
  seatsAWheelchair: number('Enter a number from 0 to 4', 0, 4),
  fixed: money('Enter pounds and pence, like 4.20'),
  minute: money('Enter pounds and pence, like 0.60'),
  noticeHours: number('Enter hours, from 0 to 336', 0, 336),
  once,
});

export const CLOSE = v.object({
  taxi: v.pipe(v.string('Choose a firm'), v.nonEmpty('Choose a firm'), v.maxLength(60)),
});

export const HOME = v.object({
  ride: v.pipe(v.string('Choose a lift'), v.nonEmpty('Choose a lift'), v.maxLength(60)),
});

export const FIRM_KNOWS = v.object({
  change: v.pipe(v.string('Choose a taxi'), v.nonEmpty('Choose a taxi'), v.maxLength(60)),
});

export const FAR_AWAY = 'This is far from all your places, or in the sea. Look at the two numbers again';
