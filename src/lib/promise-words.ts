import { dayInWords } from '#lib/dates.ts';

export const KEPT_IT = 'I have done it';

/** Whose a promise is, where their name does not stand beside it. */
export const ROLE_WORDS = { neighbour: 'A neighbour', host: 'A host', keeper: 'The keeper' } as const;

export type PromiseRole = keyof typeof ROLE_WORDS | 'body';

/** What everybody may know of how a promise stands. Days are 'YYYY-MM-DD' where the hub is. */
export interface PromiseStanding {
  byDay: string;
  changedBecause: string;
  settledOn: string | null;
  settledHow: 'kept' | 'ended' | null;
  endedBecause: string;
}

/** "Kept", "Late by 3 days", "By Tuesday 2 March. Changed, because …": one of its public states, always with a day. */
export function standingInWords(promise: PromiseStanding, today: string): string {
  const { byDay, changedBecause, settledOn, settledHow, endedBecause } = promise;
  if (settledOn !== null && settledHow === 'ended')
    return `Ended on ${dayInWords(settledOn, today)}, because: ${endedBecause}`;
  if (settledOn !== null) {
    const late = daysLate(promise, today);
    return `Kept on ${dayInWords(settledOn, today)}${late > 0 ? `, ${days(late)} late` : ''}`;
  }
  const late = daysLate(promise, today);
  const when = late > 0 ? `Late by ${days(late)}` : `By ${dayInWords(byDay, today)}`;
  return changedBecause ? `${when}. Changed, because: ${changedBecause}` : when;
}

/** How many days a promise is late, or was when it was kept; 0 when it is not. */
export function daysLate(
  { byDay, settledOn }: Pick<PromiseStanding, 'byDay' | 'settledOn'>,
  today: string,
): number {
  return Math.max(0, (Date.parse((settledOn ?? today).slice(0, 10)) - Date.parse(byDay)) / 86_400_000);
}

function days(number: number): string {
  return number === 1 ? '1 day' : `${number} days`;
}
