import { createHash } from 'node:crypto';
import { likely, MOST } from './opinion-agreement.ts';
import type { Tally } from './opinion-table.ts';

/** A statement that somebody may be asked about. */
export interface Candidate extends Tally {
  id: string;
  /** How far apart people are on it; 0 while nothing is known. */
  extremity: number;
}

/** How often a statement should come up: few passes, much agreement, far apart, and above all not yet seen by many. */
export function weightOf({ agrees, disagrees, seen, extremity }: Candidate): number {
  const agreed = likely(agrees, seen);
  const passed = likely(seen - agrees - disagrees, seen);
  const fresh = 1 + 8 * 2 ** (-seen / 5);
  return ((1 - passed) * (extremity + 1) * agreed * fresh) ** 2;
}

/**
 * The next statements for one person, at most five: drawn by weight, yet the same again while the votes stay the same,
 * so that a page that is loaded twice asks the same. Source of the drawing: Efraimidis and Spirakis, 2006.
 */
export function nextFor(person: string, candidates: readonly Candidate[], count = MOST): string[] {
  return candidates
    .map((one) => ({ id: one.id, turn: -Math.log(chanceOf(person, one.id)) / weightOf(one) }))
    .sort((a, b) => a.turn - b.turn || (a.id < b.id ? -1 : 1))
    .slice(0, Math.min(count, MOST))
    .map(({ id }) => id);
}

/** Above 0 up to 1, by person and statement alone. */
function chanceOf(person: string, statement: string): number {
  const hash = createHash('sha256').update(`${person}\0${statement}`).digest();
  return (hash.readUInt32BE(0) + 1) / 2 ** 32;
}
