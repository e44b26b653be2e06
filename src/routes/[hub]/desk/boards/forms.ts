import * as v from 'valibot';
import { line, maybeLine, once } from '../../../fields.ts';

export const BOARD = v.object({
  place: line('Say where it is, like "the shop window"', 80),
  keeper: maybeLine(40),
  once,
});

export const PUT_UP = v.object({
  /** The date whose poster it is, or 'whats-on'. */
  sheet: v.pipe(v.string('Choose what you put up'), v.nonEmpty('Choose what you put up'), v.maxLength(60)),
});

export const TAKE_DOWN = v.object({ id: v.pipe(v.string(), v.maxLength(40)) });
