import { HOUR, MINUTE } from '#server/clock.ts';
import type { Letter } from './letters.ts';

/** A way of sending that the machine goes by itself; ringing is for people. */
export type SendingWay = 'push' | 'mail';

const FIRST_WAIT = 20;
const LONGEST_WAIT = 15 * MINUTE;
// A third of a letter's life for each rung: push, then mail, and the last for a neighbour with a telephone. Push gets
// an hour at most, so that what fails at 18.00 comes by mail before the quiet.
const SHARE = { push: 1 / 3, mail: 2 / 3 };
const MOST = { push: HOUR, mail: Infinity };

/**
 * Seconds to wait after the `tries`-th try in vain: 20 s, doubling to 15 minutes, and by chance up to a half less,
 * so that what failed together does not come back together.
 */
export function waitAfter(tries: number, chance: () => number = Math.random): number {
  const wait = Math.min(FIRST_WAIT * 2 ** Math.min(tries - 1, 10), LONGEST_WAIT);
  return Math.ceil(wait * (1 - chance() / 2));
}

/** The instant, in Unix seconds, from which a way that keeps failing is given up for the next one. */
export function givesUpAt(letter: Pick<Letter, 'ways' | 'dueAt' | 'useBy'>, way: SendingWay): number {
  if (letter.ways === 'all') return letter.useBy;
  const share = Math.floor((letter.useBy - letter.dueAt) * SHARE[way]);
  return letter.dueAt + Math.min(share, MOST[way]);
}
