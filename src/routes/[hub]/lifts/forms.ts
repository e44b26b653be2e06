import * as v from 'valibot';
import { maybeLine, once, tick } from '../../fields.ts';

const TIME = 'Enter a time like 10:40, or leave it empty';
const POINT = 'Enter two numbers, like 54.4537, -0.5946, or leave it empty';

const id = v.pipe(v.optional(v.string(), ''), v.maxLength(60));
export const needed = (ask: string) => v.pipe(v.string(ask), v.nonEmpty(ask), v.maxLength(60));
/** One that may be left out: then it is null. */
const maybeId = v.pipe(
  id,
  v.transform((text) => text || null),
);
const maybeTime = v.pipe(
  v.optional(v.string(TIME), ''),
  v.check((text) => text === '' || /^([01]\d|2[0-3]):[0-5]\d$/.test(text), TIME),
  v.transform((text) => text || null),
);
const maybeDay = v.pipe(
  v.optional(v.string('Choose a day'), ''),
  v.check(
    (text) => text === '' || (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))),
    'Choose a day',
  ),
  v.transform((text) => text || null),
);
const number = (least: number, most: number) => {
  const ask = `Enter a number from ${least} to ${most}`;
  return v.pipe(
    v.optional(v.string(ask), ''),
    v.check((text) => /^\d{1,3}$/.test(text) && Number(text) >= least && Number(text) <= most, ask),
    v.transform(Number),
  );
};

const point = v.pipe(
  v.optional(v.string(POINT), ''),
  v.check((text) => text === '' || toPoint(text) !== null, POINT),
  v.transform(toPoint),
);

const JOURNEY = {
  meetup: maybeId,
  onDate: maybeDay,
  toWords: maybeLine(80),
  toPoint: maybeId,
  thereBy: maybeTime,
  readyFrom: maybeTime,
  from: needed('Choose where it begins'),
  homeAddress: maybeLine(200),
  homeNear: maybeId,
  homePoint: point,
  legs: v.picklist(['both', 'out', 'back'], 'Choose there, back, or both'),
  /** Whom a host writes it down for, and how they said so. */
  person: maybeId,
  said: v.optional(v.picklist(['in-person', 'rang', 'slip'], 'Choose how they told you'), 'in-person'),
  once,
};

export const ASK = v.object({
  ...JOURNEY,
  oneIsFine: tick,
  party: number(1, 8),
  carer: tick,
  walkingFrame: tick,
  foldedChair: tick,
  inWheelchair: tick,
  dog: tick,
  helpMin: number(0, 30),
  lowSeat: tick,
  womenOnly: tick,
  prefers: maybeId,
  need: v.pipe(
    v.picklist(['1', '2', '3'], 'Choose how else you could come'),
    v.transform((text) => Number(text) as 1 | 2 | 3),
  ),
  backOpen: tick,
  safeBy: maybeTime,
});

/** Does a bus go? What was entered so far, of a form that is not finished. */
export const LOOK = v.object({
  onDate: maybeDay,
  toWords: maybeLine(80),
  toPoint: maybeId,
  thereBy: maybeTime,
  readyFrom: maybeTime,
  from: maybeId,
  legs: v.optional(v.picklist(['both', 'out', 'back'], 'Choose there, back, or both'), 'both'),
});

export const OFFER = v.object({
  ...JOURNEY,
  seats: number(1, 16),
  wheelchairs: number(0, 4),
  seatsAWheelchair: number(0, 4),
  boot: number(0, 6),
  dogs: tick,
  lowSeat: tick,
  woman: tick,
  detourMin: number(0, 120),
  notAfterDark: tick,
  homeBy: maybeTime,
});

export type Journey = v.InferOutput<typeof ASK> | v.InferOutput<typeof OFFER>;

export const PICK = v.object({
  offer: needed('Choose your car'),
  request: needed('Choose whom to take'),
});

/** "54.4537, -0.5946", as maps on the web give it. */
export function toPoint(text: string): { latitude: number; longitude: number } | null {
  const match = /^(-?\d{1,2}(?:\.\d+)?)[,\s]+(-?\d{1,3}(?:\.\d+)?)$/.exec(text.trim());
  if (!match) return null;
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
