/** Monday first, as weekdays are counted throughout. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const MONTHS =
  'January February March April May June July August September October November December'.split(' ');

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const NUMBERS = 'no one two three four five six seven eight nine ten'.split(' ');

/** 'first' to 'fifth', and 'last' for -1. */
export function ordinalInWords(nth: number): string {
  return nth < 0 ? 'last' : (ORDINALS[nth - 1] ?? `${nth}${suffix(nth)}`);
}

/** '1st', '22nd', '13th'. */
export function ordinalInFigures(number: number): string {
  return `${number}${suffix(number)}`;
}

/** Words up to ten, figures from 11. */
export function numberInWords(number: number): string {
  return NUMBERS[number] ?? String(number);
}

function suffix(number: number): string {
  const isTeen = Math.floor(number / 10) % 10 === 1;
  return (isTeen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10]) ?? 'th';
}
