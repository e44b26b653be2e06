import type { Because } from '#server/lifts/gtfs-refusals.ts';
import { MOST } from '#server/lifts/timetable-keeping.ts';

const WORDS: Record<Exclude<Because, 'missing' | 'over'>, string> = {
  'not-a-zip': 'This is not a timetable file. Its name ends in .zip, and it comes from a bus company',
  broken: 'This file is broken. Please fetch it again',
  'odd-names': 'There are odd names in this file. We do not read it. Please fetch it again',
  locked: 'This file wants a password. Ask for one that is open to everybody',
  'too-large': 'This file is too large for us. Ask for the file of one bus company alone',
  letters: 'The letters in this file cannot be read. Ask for one in UTF-8',
  odd: 'Part of this file makes no sense, so we trust none of it. Please fetch it again',
  'nothing-near': 'No bus in this file stops near your places. Look whether it is the right one',
  'too-slow': 'This file takes too long to read. Ask for the file of one bus company alone',
  'no-places': 'First write down where people are fetched. We keep what stops near there',
};

/** Why a timetable could not be taken, and what to do about it. `what` names a part of the file, or its last day. */
export function refusalInWords(because: Because, what: string): string {
  if (because === 'over') return 'This timetable has ended. Ask the bus company for a newer one';
  if (because === 'missing') return `There is no ${what} in this file. It is not a whole timetable`;
  const named = what === '' ? '' : ` (${what})`;
  return `${WORDS[because]}${named}`;
}

export const TOO_MANY = `There are ${MOST} timetables here already. Take one away first`;
export const TOO_LARGE = 'This file is too large. We take 8 MB. Ask for the file of one bus company alone';
export const NO_FILE = 'Choose a file. Its name ends in .zip';
